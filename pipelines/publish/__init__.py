"""From raw tables to readers: the build with its checks, the gate, and the releases."""
