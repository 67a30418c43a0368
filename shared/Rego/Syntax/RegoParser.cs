using Attestry.Rego.Syntax.Parsing;

namespace Attestry.Rego.Syntax;

/// <summary>Parses policies and queries.</summary>
public static class RegoParser
{
    /// <param name="file">Named in errors; may be empty.</param>
    /// <exception cref="RegoException">Code <c>rego_parse_error</c>, with place and line.</exception>
    public static PolicyModule ParseModule(string source, string file = "", RegoVersion version = RegoVersion.V1) =>
        ModuleParser.Parse(source, file, version);

    /// <inheritdoc cref="ParseModule"/>
    public static Body ParseQuery(string source, string file = "", RegoVersion version = RegoVersion.V1) =>
        ModuleParser.ParseQuery(source, file, version);
}
