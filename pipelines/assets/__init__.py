"""The stages as Dagster assets, one thin module a stage."""

import warnings

from dagster import BetaWarning

# Backfill policies (one run for a range of years) carry Dagster's beta label.
warnings.filterwarnings("ignore", category=BetaWarning)
