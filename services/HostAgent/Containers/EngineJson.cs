using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.HostAgent.Containers;

/// <summary>Parts of an engine's answer, which differ from version to version: what is not there is null or empty.</summary>
internal static class EngineJson
{
    internal static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return default;
        return element;
    }

    internal static string Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    internal static int Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;

    internal static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The digest of <c>repository@sha256:…</c> or of a digest alone.</summary>
    internal static string? DigestOf(string? reference) =>
        reference is not null && Digest.TryParse(reference[(reference.LastIndexOf('@') + 1)..], out var digest) ? digest.Text : null;
}
