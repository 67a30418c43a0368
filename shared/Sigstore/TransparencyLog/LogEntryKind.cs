using System.Text.Json;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>A kind of entry, and how its body is read.</summary>
/// <param name="IsTile">By Rekor v2: a tiled log, which gives no promise and says no time.</param>
/// <param name="Read">From the body's <c>spec</c>; throws <see cref="JsonException"/> or <see cref="FormatException"/>.</param>
internal sealed record LogEntryKind(string Kind, string Version, bool IsTile, Func<JsonElement, LoggedSignature> Read)
{
    /// <summary>It names the stored envelope instead of the signature; bundles, which store none, cannot rest on it.</summary>
    internal bool NamesEnvelope { get; private init; }

    internal static readonly IReadOnlyList<LogEntryKind> All =
    [
        new("hashedrekord", "0.0.1", false, LogEntryBodies.HashedRekordV1),
        new("dsse", "0.0.1", false, LogEntryBodies.DsseV1),
        new("intoto", "0.0.1", false, LogEntryBodies.InTotoV1) { NamesEnvelope = true },
        new("intoto", "0.0.2", false, LogEntryBodies.InTotoV2),
        new("hashedrekord", "0.0.2", true, LogEntryBodies.HashedRekordV2),
        new("dsse", "0.0.2", true, LogEntryBodies.DsseV2),
    ];

    internal static LogEntryKind? Of(LogEntry entry) => All.FirstOrDefault(kind => kind.Kind == entry.Kind && kind.Version == entry.Version);

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="JsonException">The body is of another kind or version than the entry says.</exception>
    internal LoggedSignature ReadBody(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !Is(body, "kind", Kind) || !Is(body, "apiVersion", Version))
            throw new JsonException("The body is of another kind or version than the entry.");
        return body.TryGetProperty("spec", out var spec) ? Read(spec) : throw new JsonException("The body has no 'spec'.");
    }

    private static bool Is(JsonElement body, string name, string wanted) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(wanted);
}
