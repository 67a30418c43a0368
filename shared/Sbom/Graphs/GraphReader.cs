using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Graphs;

/// <summary>What a build tool prints of dependencies: Go's or Maven's. Which it is, its content tells. Never throws for bad content.</summary>
public static class GraphReader
{
    internal const string Known = "The file is neither of go mod graph, go list -m -json, go list -deps -json nor mvn dependency:tree.";

    public static GraphReading Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > BomLimits.GraphBytes)
            return Refused(BomFindings.TooLarge, $"The graph has {bytes.Length} bytes; at most {BomLimits.GraphBytes} are read.");
        try
        {
            if (bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
                return GoGraphReader.ReadList(bytes);
            var text = Encoding.UTF8.GetString(bytes.Span);
            return MavenTreeReader.Read(text) ?? GoGraphReader.ReadModGraph(text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Refused(BomFindings.Malformed, $"The graph cannot be read: {Bounded.Quote(e.Message.TrimEnd('.'))}.");
        }
    }

    internal static GraphReading Refused(string id, string message) => new(null, null, new(id, Severity.High, message));
}
