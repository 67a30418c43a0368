namespace Attestry.Cli.Commands.Images;

/// <summary><c>attestry image</c>: what can be said of images side by side.</summary>
internal static class ImageCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var command = new DocumentedCommand("image", "Compares images.")
        {
            Examples = ["attestry image compare ghcr.io/acme/app:1.4 ghcr.io/acme/app:1.5"],
            Exits = ("The images have the same layers.", "They differ."),
        };
        command.Subcommands.Add(ImageCompareCommand.Create(terminal));
        return command;
    }
}
