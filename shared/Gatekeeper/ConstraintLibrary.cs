using Attestry.Gatekeeper.Constraints;
using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Templates;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego;

namespace Attestry.Gatekeeper;

/// <summary>Constraint templates and their constraints, compiled. Immutable; any number of threads may ask it at once.</summary>
public sealed class ConstraintLibrary
{
    private readonly IReadOnlyList<(Constraint Constraint, PreparedQuery Query)> _constraints;

    private ConstraintLibrary(IReadOnlyList<(Constraint, PreparedQuery)> constraints, int templates) => (_constraints, Templates) = (constraints, templates);

    /// <summary>How many templates can be used.</summary>
    public int Templates { get; }

    /// <summary>How many constraints can be judged.</summary>
    public int Constraints => _constraints.Count;

    /// <summary>Loads templates and constraints in any order.</summary>
    /// <returns>What can be used, and a finding for each manifest that cannot. A caller that admits by an incomplete library lets pass what the missing part denies.</returns>
    public static (ConstraintLibrary Library, IReadOnlyList<Finding> Findings) Load(IReadOnlyList<Manifest> manifests)
    {
        var findings = new List<Finding>();
        if (manifests.Count > GatekeeperLimits.Policies)
            findings.Add(new(GatekeeperFindings.ManifestMalformed, Severity.High, $"There are more than {GatekeeperLimits.Policies} templates and constraints; the rest is not used."));
        var taken = manifests.Take(GatekeeperLimits.Policies).ToList();
        foreach (var other in taken.Where(m => !TemplateReader.IsTemplate(m) && !ConstraintReader.IsConstraint(m)))
            findings.Add(new(GatekeeperFindings.ManifestUnknown, Severity.Info, $"{other.ApiVersion} {other.Kind} is neither a template nor a constraint.", other.Source));
        var templates = Compiled(taken.Where(TemplateReader.IsTemplate), findings);
        var constraints = new List<(Constraint, PreparedQuery)>();
        foreach (var manifest in taken.Where(ConstraintReader.IsConstraint))
        {
            if (!templates.TryGetValue(manifest.Kind, out var template))
            {
                findings.Add(new(GatekeeperFindings.TemplateMissing, Severity.High, $"No usable template makes constraints of the kind {manifest.Kind}.", manifest.Source));
                continue;
            }
            var (constraint, problem) = ConstraintReader.Read(manifest, template.Template);
            if (constraint is null)
                findings.Add(problem!);
            else
                constraints.Add((constraint, template.Query));
        }
        return (new(constraints, templates.Count), findings);
    }

    /// <summary>Asks every constraint that is about a request.</summary>
    public AdmissionAnswer Review(Reviews.Review review, ReviewOptions options, CancellationToken cancellation = default)
    {
        var judge = new ConstraintJudge(review, options, cancellation);
        var violations = new List<Violation>();
        var evaluated = 0;
        foreach (var (constraint, query) in _constraints)
        {
            var actions = constraint.Enforcement.At(options.Point);
            if (actions.Count == 0 || judge.Judge(constraint, query) is not { } found)
                continue;
            evaluated++;
            violations.AddRange(found.SelectMany(f => actions.Select(action => new Violation(constraint.Kind, constraint.Name, action, f.Message, f.Details, f.IsError))));
        }
        return new(violations, evaluated);
    }

    private static Dictionary<string, (ConstraintTemplate Template, PreparedQuery Query)> Compiled(IEnumerable<Manifest> manifests, List<Finding> findings)
    {
        var templates = new Dictionary<string, (ConstraintTemplate, PreparedQuery)>();
        foreach (var manifest in manifests)
        {
            var (template, problem) = TemplateReader.Read(manifest);
            if (template?.Schema is { } schema && ParameterSchema.Problem(schema, template.LegacySchema) is { } wrong)
                problem = new(GatekeeperFindings.TemplateMalformed, Severity.High, wrong, manifest.Source);
            PreparedQuery? query = null;
            if (template is not null && problem is null)
                (query, problem) = TemplateCompiler.Compile(template);
            if (template is not null && query is not null && !templates.TryAdd(template.Kind, (template, query)))
                problem = new(GatekeeperFindings.TemplateRepeated, Severity.High, $"There is another template for the kind {template.Kind}; the first is used.", manifest.Source);
            if (problem is not null)
                findings.Add(problem);
        }
        return templates;
    }
}
