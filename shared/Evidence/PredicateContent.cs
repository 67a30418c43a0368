using System.Text.Encodings.Web;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Evidence;

/// <summary>Takes the predicate out of verified statements, as far as evidence holds them.</summary>
internal sealed class PredicateContent
{
    private static readonly JsonSerializerOptions Compact = new() { MaxDepth = PredicateLimits.Depth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int _left = PredicateLimits.AllBytes;

    /// <summary>JSON text; null when it is too large, too deep or not there.</summary>
    internal string? Take(ReadOnlyMemory<byte> statement)
    {
        if (statement.IsEmpty)
            return null;
        // The statement was parsed once, so it is JSON.
        using var document = StrictJson.Parse(statement, SignatureLimits.BundleBytes);
        if (!document.RootElement.TryGetProperty("predicate", out var predicate) || predicate.GetRawText().Length > PredicateLimits.Bytes * Indented)
            return null;
        try
        {
            var text = JsonSerializer.Serialize(predicate, Compact);
            var bytes = System.Text.Encoding.UTF8.GetByteCount(text);
            if (bytes > Math.Min(PredicateLimits.Bytes, _left))
                return null;
            _left -= bytes;
            return text;
        }
        // InvalidOperationException: too deep, or text that is not valid UTF-16 once its escapes are undone.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // White space of indented JSON does not make it many times longer; what it does is not written anew only to be thrown away.
    private const int Indented = 8;
}
