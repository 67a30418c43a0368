using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Attestry.Deploy.Tests;

/// <summary>The repository's <c>docker-compose.yml</c>.</summary>
internal static class ComposeFile
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docker-compose.yml");

    private static readonly Dictionary<object, object?> Root = Parse();

    public static IReadOnlyList<ComposeContainer> Containers { get; } =
        [.. Section("services").Select(pair => new ComposeContainer((string)pair.Key, (Dictionary<object, object?>)pair.Value!))];

    public static ComposeContainer Find(string name) => Containers.Single(container => container.Name == name);

    public static Dictionary<object, object?> Section(string name) => (Dictionary<object, object?>)Root[name]!;

    private static Dictionary<object, object?> Parse()
    {
        using var text = File.OpenText(Path);
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(text)));
    }
}
