using System.CommandLine;
using Attestry.Cli.Files;
using Attestry.Cli.Output;
using Attestry.Sigstore.Keys;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry keys new-signing</c>: a key that signs decisions.</summary>
internal static class NewSigningKeyCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var output = new Option<string>("--output", "-o") { HelpName = "FILE", Description = "File for the private key; the public one goes beside it as .pub.", DefaultValueFactory = _ => "attestry-signing-key.pem" };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("new-signing", "Makes an ECDSA P-256 key: PKCS#8 that only its owner can read, and the public key.")
        {
            Examples = ["attestry keys new-signing -o key.pem", "attestry keys new-signing -o key.pem --format json"],
            Exits = ("Both files were written.", "(not used)"),
        };
        command.Options.Add(output);
        command.Options.Add(format);
        command.SetAction(parsed => Run(terminal, parsed.GetValue(output)!, parsed.GetValue(format)!));
        return command;
    }

    private static int Run(Terminal terminal, string path, string format)
    {
        var key = SigningKey.GenerateEcdsaP256();
        var made = new NewSigningKey(key.Public.KeyId, path, Path.ChangeExtension(path, ".pub"));
        if (made.PublicKeyFile == path)
            throw new CommandException($"{path} is the name of the public key.", "Give the private key another one, such as key.pem.");
        if (File.Exists(made.PublicKeyFile))
            throw new CommandException($"{made.PublicKeyFile} is there already.", "Give another path with -o; keys are never overwritten.");
        SmallFile.WriteSecret(path, key.ToPem() + "\n");
        SmallFile.WriteNew(made.PublicKeyFile, key.Public.ToPem() + "\n");
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, made);
        else
            new Screen(terminal.Out, terminal.OutIsTerminal).Show(["KEY ID", "PRIVATE KEY", "PUBLIC KEY"], [[made.KeyId, made.PrivateKeyFile, made.PublicKeyFile]]);
        return ExitCode.Pass;
    }
}
