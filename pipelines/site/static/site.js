// What a page does without asking the server.
"use strict";
