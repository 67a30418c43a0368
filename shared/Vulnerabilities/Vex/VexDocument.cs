using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>A document that is no JSON, or not of the format that it is read as, says nothing; that is a finding.</summary>
internal static class VexDocument
{
    internal static VexReading Read(ReadOnlyMemory<byte> utf8, Func<JsonElement, VexReading> read)
    {
        try
        {
            using var document = StrictJson.Parse(utf8, VulnerabilityLimits.VexBytes);
            return read(document.RootElement);
        }
        catch (JsonException malformed)
        {
            return new([], [VexProblem.Of(malformed.Message)]);
        }
    }
}
