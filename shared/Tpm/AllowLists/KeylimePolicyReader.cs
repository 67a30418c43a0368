using System.Text.Json;
using System.Text.RegularExpressions;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.AllowLists;

/// <summary>
/// Keylime's IMA runtime policy, version 1, as it is: <c>digests</c> (path → hexadecimal digests), <c>excludes</c> (patterns that match
/// from the begin of a path, as Python's <c>re.match</c> does), <c>keyrings</c> and <c>ima-buf</c> (name → digests).
/// </summary>
public static class KeylimePolicyReader
{
    // By the clock, so far more than any pattern needs on a machine that is busy: what is excluded must not hang on that.
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(2);

    /// <exception cref="FormatException">It is not such a policy, or holds more than is read; the message says where.</exception>
    public static AllowList Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = StrictJson.Parse(json, AllowListLimits.Bytes);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The policy is not JSON as it must be: {e.Message}", e);
        }
    }

    private static AllowList Read(JsonElement policy)
    {
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("digests", out var digests))
            throw new FormatException("The policy has no 'digests'.");
        if (policy.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty("version", out var version) && !(version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1))
            throw new FormatException("The policy is not of version 1.");
        var buffers = Names(policy, "keyrings");
        foreach (var (name, more) in Names(policy, "ima-buf"))
            if (!buffers.TryAdd(name, more))
                buffers[name].UnionWith(more);
        return new(Map(digests, "digests"), [], buffers, Patterns(policy));
    }

    private static Dictionary<string, HashSet<string>> Names(JsonElement policy, string name) =>
        policy.TryGetProperty(name, out var map) && map.ValueKind != JsonValueKind.Null ? Map(map, name) : [];

    private static Dictionary<string, HashSet<string>> Map(JsonElement map, string name)
    {
        if (map.ValueKind != JsonValueKind.Object)
            throw new FormatException($"'{name}' is not an object.");
        var read = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject())
        {
            if (read.Count == AllowListLimits.Files)
                throw new FormatException($"'{name}' has more than {AllowListLimits.Files} entries.");
            if (entry.Value.ValueKind != JsonValueKind.Array)
                throw new FormatException($"'{name}' → '{Bounded.Quote(entry.Name)}' is not a list.");
            read[entry.Name] = [.. entry.Value.EnumerateArray().Select(digest => Hex(digest, name, entry.Name))];
        }
        return read;
    }

    private static string Hex(JsonElement digest, string name, string path) =>
        digest.ValueKind == JsonValueKind.String && digest.GetString() is { Length: 40 or 64 or 96 or 128 } text && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw new FormatException($"'{name}' → '{Bounded.Quote(path)}' holds what is no digest.");

    private static List<Regex> Patterns(JsonElement policy)
    {
        var patterns = new List<Regex>();
        if (!policy.TryGetProperty("excludes", out var excludes) || excludes.ValueKind == JsonValueKind.Null)
            return patterns;
        if (excludes.ValueKind != JsonValueKind.Array || excludes.GetArrayLength() > AllowListLimits.Excludes)
            throw new FormatException($"'excludes' is not a list of at most {AllowListLimits.Excludes} patterns.");
        foreach (var pattern in excludes.EnumerateArray())
            patterns.Add(Pattern(pattern.ValueKind == JsonValueKind.String ? pattern.GetString()! : throw new FormatException("'excludes' holds what is no text.")));
        return patterns;
    }

    private static Regex Pattern(string pattern)
    {
        var whole = $@"\A(?:{pattern})";
        try
        {
            return new(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // It looks around or back, which takes a matcher without such a bound.
            return new(whole, RegexOptions.CultureInvariant, MatchTime);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"'{Bounded.Quote(pattern)}' is no pattern: {e.Message}", e);
        }
    }
}
