using System.Text.Json;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>Reads log entries of bundles in ProtoJSON (sigstore_rekor.proto).</summary>
internal static class LogEntryReader
{
    internal static List<LogEntry> ReadAll(JsonElement material) =>
        [.. material.OptionalItems("tlogEntries", SignatureLimits.LogEntriesInBundle).Select(Read)];

    internal static LogEntry Read(JsonElement element)
    {
        element.Only("log entry", "logIndex", "logId", "kindVersion", "integratedTime", "inclusionPromise", "inclusionProof", "canonicalizedBody");
        var kind = element.Required("kindVersion").Only("kind and version", "kind", "version");
        return new(
            element.OptionalWhole("logIndex"),
            element.Required("logId").Only("log id", "keyId").Base64("keyId"),
            kind.Text("kind"),
            kind.Text("version"),
            element.OptionalWhole("integratedTime"),
            Promise(element.Optional("inclusionPromise")),
            element.Optional("inclusionProof") is { } proof ? Proof(proof) : null,
            element.Base64("canonicalizedBody"));
    }

    private static ReadOnlyMemory<byte>? Promise(JsonElement? element)
    {
        if (element is not { } promise)
            return null;
        return promise.Only("inclusion promise", "signedEntryTimestamp").Base64("signedEntryTimestamp");
    }

    private static InclusionProof Proof(JsonElement element)
    {
        element.Only("inclusion proof", "logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
        var hashes = element.OptionalItems("hashes", SignatureLimits.HashesInProof);
        return new(
            element.OptionalWhole("logIndex"),
            element.Base64("rootHash"),
            element.Whole("treeSize"),
            [.. hashes.Select(hash => (ReadOnlyMemory<byte>)CanonicalBase64.Decode(hash.GetString() ?? ""))],
            element.Optional("checkpoint")?.Only("checkpoint", "envelope").OptionalText("envelope"));
    }
}
