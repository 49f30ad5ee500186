"""The command `panelsocial completion`."""

import click
from click.shell_completion import get_completion_class

from pipelines.language import _
from pipelines.terminal import Terminal

SHELLS = ("bash", "zsh", "fish")


@click.command(
    help=_(
        "Print the script by which a shell completes this command.\n\n"
        'bash: `eval "$(panelsocial completion bash)"` in ~/.bashrc. zsh: the same with zsh in ~/.zshrc.'
        " fish: `panelsocial completion fish > ~/.config/fish/completions/panelsocial.fish`."
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script by which a shell completes this command."""
    kind = get_completion_class(shell)
    assert kind is not None
    name = "panelsocial"
    script = kind(context.find_root().command, {}, name, f"_{name.upper()}_COMPLETE")
    Terminal().write(f"{script.source()}\n")
