"""The stages as Dagster assets, one thin module per stage."""

import warnings

from dagster import BetaWarning

# Dagster warns that backfill policies (one run for a range of years) are in beta.
warnings.filterwarnings("ignore", category=BetaWarning)
