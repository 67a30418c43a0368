using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Evidence;

/// <summary>The document that a verified statement carries as its predicate.</summary>
internal static class AttestedDocument
{
    /// <summary>Its bytes as they stand there; null when it is no document.</summary>
    internal static byte[]? Of(ReadOnlyMemory<byte> statement)
    {
        try
        {
            // The statement was parsed once, so it is JSON.
            using var document = StrictJson.Parse(statement, SignatureLimits.BundleBytes);
            if (!document.RootElement.TryGetProperty("predicate", out var predicate) || predicate.ValueKind != JsonValueKind.Object)
                return null;
            // cosign wraps a document that is no JSON, or of a type that it does not know, in {"Data": "..."}.
            var inner = predicate.TryGetProperty("Data", out var data) ? data : predicate;
            return inner.ValueKind switch
            {
                JsonValueKind.String => Encoding.UTF8.GetBytes(inner.GetString()!),
                JsonValueKind.Object => Encoding.UTF8.GetBytes(inner.GetRawText()),
                _ => null,
            };
        }
        // A text that is none, such as half of a surrogate pair.
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
