using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Sigstore.Json;

/// <summary>Either what was read, or why it could not be.</summary>
internal readonly record struct Reading<T>(T? Value, Finding? Finding)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Finding))]
    internal bool Succeeded => Value is not null;

    internal static Reading<T> Of(ReadOnlyMemory<byte> utf8, long mostBytes, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var document = StrictJson.Parse(utf8, mostBytes);
            return new(read(document.RootElement), null);
        }
        // InvalidOperationException: text that is not valid UTF-16 once its escapes are undone.
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return new(null, new(SignatureFindings.Malformed, Severity.High, $"The {what} cannot be read: {Bounded.Quote(e.Message)}"));
        }
    }
}
