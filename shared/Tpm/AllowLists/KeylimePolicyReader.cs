using System.Text.Json;
using System.Text.RegularExpressions;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.AllowLists;

/// <summary>
/// Keylime's IMA runtime policy, version 1, as its verifier reads it: <c>digests</c> (path → hexadecimal digests), <c>excludes</c> (patterns
/// that match from the begin of a path or a buffer's name, as Python's <c>re.match</c> does), <c>keyrings</c> and <c>ima-buf</c> (name →
/// digests), <c>ima.ignored_keyrings</c> (names, or <c>*</c>). Of <c>verification-keys</c> nothing is taken: a file that its signature alone
/// would excuse is unknown.
/// </summary>
public static partial class KeylimePolicyReader
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
        return new(Map(digests, "digests"), [], buffers, Ignored(policy), Patterns(policy));
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

    private static HashSet<string> Ignored(JsonElement policy)
    {
        if (!policy.TryGetProperty("ima", out var ima) || ima.ValueKind != JsonValueKind.Object
            || !ima.TryGetProperty("ignored_keyrings", out var names) || names.ValueKind == JsonValueKind.Null)
            return [];
        if (names.ValueKind != JsonValueKind.Array || names.GetArrayLength() > AllowListLimits.Excludes || names.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            throw new FormatException($"'ima' → 'ignored_keyrings' is not a list of at most {AllowListLimits.Excludes} names.");
        return [.. names.EnumerateArray().Select(name => name.GetString()!)];
    }

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
        var whole = $@"\A(?:{OfPython(pattern)})";
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

    /// <summary>What Python writes otherwise: named groups, and the end of the text, which is <c>\Z</c> there and the last line's end here.</summary>
    private static string OfPython(string pattern) => PythonText().Replace(pattern, match => match.Value switch
    {
        "(?P<" => "(?<",
        @"\Z" => @"\z",
        var named when named.StartsWith("(?P=", StringComparison.Ordinal) => $@"\k<{named[4..^1]}>",
        var escaped => escaped,
    });

    // Any other escape is taken whole, so that a backslash which is escaped itself escapes nothing.
    [GeneratedRegex(@"\(\?P<|\(\?P=\w+\)|\\.", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex PythonText();
}
