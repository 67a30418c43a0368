using System.Text.Json;

namespace Attestry.Sbom.Catalogers.Go;

/// <summary>The text form of build information: a line each for <c>path</c>, <c>mod</c>, <c>dep</c>, <c>=&gt;</c> and <c>build</c>, fields divided by tabs.</summary>
internal static class GoModuleText
{
    private const int MostSettings = 128;

    internal static GoBuildInfo Parse(string goVersion, string text)
    {
        string? path = null;
        GoModule? main = null;
        var dependencies = new List<GoModule>();
        var settings = new List<KeyValuePair<string, string>>();
        foreach (var line in text.Split('\n'))
        {
            switch (line.Split('\t'))
            {
                case ["path", var value, ..]:
                    path ??= value;
                    break;
                case ["mod", .. var fields]:
                    main ??= Module(fields);
                    break;
                case ["dep", .. var fields] when Module(fields) is { } module:
                    dependencies.Add(module);
                    break;
                // Belongs to the line before it.
                case ["=>", .. var fields] when dependencies.Count > 0:
                    dependencies[^1] = dependencies[^1] with { Replacement = Module(fields) };
                    break;
                case ["=>", .. var fields] when main is not null:
                    main = main with { Replacement = Module(fields) };
                    break;
                case ["build", var setting] when settings.Count < MostSettings && Setting(setting) is { } pair:
                    settings.Add(pair);
                    break;
            }
        }
        return new(goVersion, path, main, dependencies, settings);
    }

    private static GoModule? Module(string[] fields) =>
        fields.Length > 0 && fields[0].Length > 0 ? new(fields[0], fields.ElementAtOrDefault(1) ?? "", fields.ElementAtOrDefault(2) ?? "") : null;

    private static KeyValuePair<string, string>? Setting(string text)
    {
        var equals = text.StartsWith('"') ? text.IndexOf("\"=", StringComparison.Ordinal) + 1 : text.IndexOf('=', StringComparison.Ordinal);
        return equals <= 0 ? null : new(Unquote(text[..equals]), Unquote(text[(equals + 1)..]));
    }

    // Go quotes what holds spaces or quotes; its escapes are JSON's but for a few that then stay as written.
    private static string Unquote(string text)
    {
        if (text is not ['"', .., '"'] || text.Length < 2)
            return text;
        try
        {
            return JsonSerializer.Deserialize<string>(text) ?? text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return text;
        }
    }
}
