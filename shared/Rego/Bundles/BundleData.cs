using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>Base documents put together from files.</summary>
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

    /// <summary><paramref name="value"/> below keys: <c>a</c>, <c>b</c> make <c>{"a":{"b":value}}</c>.</summary>
    /// <exception cref="BundleException">It would be the whole data and is no object.</exception>
    public static RegoObject Placed(string file, IReadOnlyList<string> place, RegoValue value)
    {
        for (var i = place.Count - 1; i >= 0; i--)
            value = RegoObject.From([new(new RegoString(place[i]), value)]);
        return value as RegoObject ?? throw Malformed(file, $"Its content is the whole data, and {value.TypeName} is no object. Move it into a folder or write an object.");
    }

    /// <summary>Both together; objects are merged.</summary>
    /// <exception cref="BundleException">They give one place two values.</exception>
    public static RegoObject Merge(string file, RegoObject into, RegoObject from) => Merge(file, into, from, "");

    private static RegoObject Merge(string file, RegoObject into, RegoObject from, string path)
    {
        if (into.Count == 0)
            return from;
        var merged = new RegoObject.Builder();
        foreach (var (key, value) in into.Entries)
            merged.Set(key, value);
        foreach (var (key, value) in from.Entries)
        {
            if (merged.TryAdd(key, value, out var existing))
                continue;
            var place = $"{path}/{(key as RegoString)?.Value}";
            merged.Set(key, (existing, value) switch
            {
                (RegoObject left, RegoObject right) => Merge(file, left, right, place),
                _ => throw new BundleException(BundleFindings.DataConflict, $"Another file gives {Bounded.Quote(place)} a value too. Remove one of them.", file),
            });
        }
        return merged.Build();
    }

    private static BundleException Malformed(string file, string message) => new(BundleFindings.DataMalformed, message, file);
}
