using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>Reads base documents.</summary>
public static class BundleData
{
    /// <summary>The content of a JSON or YAML file; which one is told by its name.</summary>
    /// <exception cref="BundleException">Neither.</exception>
    public static RegoValue Parse(string path, ReadOnlySpan<byte> content)
    {
        // Go's and Windows' editors write the mark; JSON's grammar does not know it.
        if (content.StartsWith("\uFEFF"u8))
            content = content[3..];
        if (BundlePath.IsYaml(path))
            return RegoYaml.TryParse(Encoding.UTF8.GetString(content), out var value, out var problem) ? value : throw Malformed(path, $"It is not YAML that is read here: {Bounded.Quote(problem)}.");
        try
        {
            return RegoJson.Parse(content);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Malformed(path, $"It is not JSON: {Bounded.Quote(e.Message)}");
        }
    }

    private static BundleException Malformed(string file, string message) => new(BundleFindings.DataMalformed, message, file);
}
