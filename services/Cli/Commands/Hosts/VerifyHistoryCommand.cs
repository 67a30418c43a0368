using System.CommandLine;
using System.Text;
using System.Text.Json;
using Attestry.Cli.Files;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Tpm.History;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host verify-history</c>: without any server, from the records and the keys alone.</summary>
internal static class VerifyHistoryCommand
{
    private const string End = "-----END PUBLIC KEY-----";

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "What attestry host history wrote." };
        var host = new Option<string>("--host") { HelpName = "HOST", Description = "Whose history it is to be.", Required = true };
        var key = new Option<string[]>("--key") { HelpName = "FILE", Description = "Public keys in PEM, as attestry host keys wrote them (repeatable).", Required = true };
        var command = new DocumentedCommand(
            "verify-history",
            "Verifies a host's history offline: that a known key signed each record, that none is left out or altered, and every quote that made the host trusted.")
        {
            Examples = ["attestry host verify-history node-1.jsonl --host node-1 --key host-keys.pem"],
            Exits = ("The history is whole, and every quote holds.", "It is not; the findings say where."),
        };
        command.Arguments.Add(file);
        command.Options.Add(host);
        command.Options.Add(key);
        command.SetAction(parsed => Run(terminal, parsed.GetValue(file)!, parsed.GetValue(host)!, [.. parsed.GetValue(key)!.SelectMany(ReadKeys)]));
        return command;
    }

    private static int Run(Terminal terminal, string path, string host, IReadOnlyList<VerificationKey> keys)
    {
        var (verifier, broken, head) = (new HistoryVerifier(host), 0, "");
        foreach (var line in File.ReadLines(path))
        {
            var envelope = ReadEnvelope(line, path);
            foreach (var finding in Judge(envelope, keys, verifier))
            {
                broken++;
                terminal.Out.WriteLine($"{verifier.Sequence}: {finding.Id}: {Bounded.Printable(finding.Message)}");
            }
            head = Digest.Sha256(envelope.Payload).Text;
        }
        if (verifier.Sequence == 0)
            throw new CommandException($"'{path}' holds no records.", "See attestry host history.");
        terminal.Out.WriteLine($"{verifier.Sequence} records, {verifier.Quotes} quotes, {broken} findings. The last record is {head}.");
        return broken == 0 ? ExitCode.Pass : ExitCode.Fail;
    }

    private static IEnumerable<Finding> Judge(DsseEnvelope envelope, IReadOnlyList<VerificationKey> keys, HistoryVerifier verifier)
    {
        var chained = verifier.Add(envelope.Payload);
        if (envelope.PayloadType != HostRecord.MediaType)
            return [.. chained, new(AttestationFindings.HistoryBroken, Severity.Critical, "The envelope does not hold a record of a host.")];
        return DsseVerifier.Verify(envelope, [.. keys]).Finding is { } refused ? [.. chained, refused] : chained;
    }

    private static DsseEnvelope ReadEnvelope(string line, string path)
    {
        try
        {
            return StrictJson.Deserialize<DsseEnvelope>(Encoding.UTF8.GetBytes(line), CommandLineLimits.AnswerBytes) is { Payload: not null, Signatures: not null, PayloadType: not null } envelope
                ? envelope
                : throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new CommandException($"A line of '{path}' is no envelope.", "See attestry host history.", e);
        }
    }

    private static IEnumerable<VerificationKey> ReadKeys(string path)
    {
        var pem = Encoding.UTF8.GetString(SmallFile.Read(path, CommandLineLimits.SecretCharacters));
        foreach (var block in pem.Split(End, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            VerificationKey key;
            try
            {
                key = VerificationKey.FromPem($"{block}\n{End}\n");
            }
            catch (FormatException e)
            {
                throw new CommandException($"'{path}': {e.Message}", "Give the public keys in PEM.", e);
            }
            yield return key;
        }
    }
}
