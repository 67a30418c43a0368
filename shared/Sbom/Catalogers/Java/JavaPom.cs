using System.Xml;

namespace Attestry.Sbom.Catalogers.Java;

/// <summary>
/// What a <c>pom.xml</c> says of its project (Maven, "POM Reference"): dependencies as <c>group:artifact</c>, with the version where it is stated
/// and can be told without the parent, and licences. What only tests need is left out.
/// </summary>
/// <param name="Optional">Marked so, or expected to be there at run time (<c>provided</c>, <c>system</c>).</param>
internal sealed record JavaPom(IReadOnlyList<string> Needed, IReadOnlyList<string> Optional, string? Licence)
{
    private const int DeepestNesting = 32;

    private const string Dependency = "project/dependencies/dependency";
    private const string LicenceName = "project/licenses/license/name";
    private const string Property = "project/properties/";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>Null when it is not well formed, or nests deeper than any does.</summary>
    internal static JavaPom? Read(byte[] content)
    {
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(content), Settings);
            return Read(xml);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static JavaPom? Read(XmlReader xml)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var dependencies = new List<Dictionary<string, string>>();
        var licences = new List<string>();
        var path = new Stack<string>();
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (path.Count >= DeepestNesting)
                        return null;
                    var at = path.Count == 0 ? xml.LocalName : $"{path.Peek()}/{xml.LocalName}";
                    if (at == Dependency)
                        dependencies.Add(new(StringComparer.Ordinal));
                    if (!xml.IsEmptyElement)
                        path.Push(at);
                    break;
                case XmlNodeType.EndElement:
                    path.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    Take(path.Peek(), xml.Value.Trim(), values, dependencies, licences);
                    break;
            }
        }
        return Of(values, dependencies, licences);
    }

    private static void Take(string path, string text, Dictionary<string, string> values, List<Dictionary<string, string>> dependencies, List<string> licences)
    {
        if (path.StartsWith(Dependency + "/", StringComparison.Ordinal))
            dependencies[^1].TryAdd(path[(Dependency.Length + 1)..], text);
        else if (path == LicenceName)
            licences.Add(text);
        else if (path.StartsWith(Property, StringComparison.Ordinal))
            values.TryAdd(path[Property.Length..], text);
        else if (path is "project/groupId" or "project/version" or "project/parent/groupId" or "project/parent/version")
            values.TryAdd(path.Replace('/', '.'), text);
    }

    private static JavaPom Of(Dictionary<string, string> values, List<Dictionary<string, string>> dependencies, List<string> licences)
    {
        // A project that states none has its parent's.
        foreach (var name in (ReadOnlySpan<string>)["groupId", "version"])
        {
            if (values.TryGetValue($"project.parent.{name}", out var inherited))
                values.TryAdd($"project.{name}", inherited);
        }
        var (needed, optional) = (new List<string>(), new List<string>());
        foreach (var dependency in dependencies)
        {
            var scope = dependency.GetValueOrDefault("scope");
            if (scope is "test" or "import" || Value(dependency.GetValueOrDefault("groupId"), values) is not { } group || Value(dependency.GetValueOrDefault("artifactId"), values) is not { } artifact)
                continue;
            var name = Value(dependency.GetValueOrDefault("version"), values) is { } version ? $"{group}:{artifact}@{version}" : $"{group}:{artifact}";
            (scope is "provided" or "system" || dependency.GetValueOrDefault("optional") == "true" ? optional : needed).Add(name);
        }
        return new(needed, optional, licences.Count == 0 ? null : string.Join(" OR ", licences.Distinct(StringComparer.Ordinal).Select(one => one.Contains(' ', StringComparison.Ordinal) && licences.Count > 1 ? $"({one})" : one)));
    }

    // "${jackson.version}"; one that the parent states is not known here. Values that refer to others are followed once.
    private static string? Value(string? text, Dictionary<string, string> values)
    {
        for (var round = 0; round < 2 && text is ['$', '{', .., '}']; round++)
            text = values.GetValueOrDefault(text[2..^1]) ?? values.GetValueOrDefault(text[2..^1].Replace("pom.", "project.", StringComparison.Ordinal));
        return string.IsNullOrEmpty(text) || text.Contains("${", StringComparison.Ordinal) || text[0] is '[' or '(' ? null : text;
    }
}
