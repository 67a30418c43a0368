using Attestry.Primitives.Findings;
using Attestry.Rego;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Templates;

/// <summary>Compiles each template alone with its libraries, so that none sees another.</summary>
internal static class TemplateCompiler
{
    private const string Rule = "violation";

    internal static (PreparedQuery? Query, Finding? Problem) Compile(ConstraintTemplate template)
    {
        try
        {
            var main = RegoParser.ParseModule(template.Rego, template.Kind, template.Version);
            var libraries = template.Libraries.Select((text, i) => RegoParser.ParseModule(text, $"{template.Kind}-lib-{i}", template.Version)).ToList();
            if (Problem(main, libraries) is { } problem)
                return (null, Finding(template, GatekeeperFindings.TemplateInvalid, problem));
            var references = new TemplateReferences(libraries);
            if (libraries.Prepend(main).Select(references.Problem).FirstOrDefault(p => p is not null) is { } forbidden)
                return (null, Finding(template, GatekeeperFindings.ReferenceForbidden, forbidden));
            var path = string.Concat(main.Package.Select(part => $"[{new RegoString(part)}]"));
            return (RegoCompiler.Compile([main, .. libraries]).Prepare($"found = data{path}.{Rule}[_]"), null);
        }
        catch (RegoException e)
        {
            var external = e.Errors.Any(error => error.Message.Contains("external_data", StringComparison.Ordinal));
            return (null, external
                ? Finding(template, GatekeeperFindings.ExternalDataUnsupported, "It asks an external data provider, which nothing here can answer, so its constraints cannot be judged.")
                : Finding(template, GatekeeperFindings.TemplateInvalid, e.Message));
        }
    }

    private static string? Problem(PolicyModule main, List<PolicyModule> libraries)
    {
        if (libraries.Find(l => l.Package is not ["lib", _, ..]) is { } stray)
            return $"The library {string.Join('.', stray.Package)} must be in a package under lib.";
        if (main.Package is ["lib", ..] or ["inventory", ..])
            return $"The package {string.Join('.', main.Package)} belongs to others.";
        return main.Rules.Any(r => r.Name.Name == Rule && r.Kind == RuleKind.PartialSet && r.Reference.Count == 0)
            ? null
            : $"It has no rule {Rule} that is a set.";
    }

    private static Finding Finding(ConstraintTemplate template, string id, string message) => new(id, Severity.High, message, template.Source);
}
