using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.BuiltIn;

/// <summary>Can a rule rest on the evidence of its kind? What is missing, not evaluated or failed counts as not satisfied.</summary>
internal static class Usable
{
    internal static Finding? WhyAbsent(PolicyInput input, string kind)
    {
        if (input.Unreadable.Contains(kind))
            return Say(EvidenceFindings.Unreadable, $"The {kind} evidence is recorded, but its content cannot be read.", kind);
        return input.Evidence.Any(evidence => evidence.Kind == kind) ? null : Say(EvidenceFindings.Missing, $"There is no {kind} evidence.", kind);
    }

    internal static Finding? WhyNot<T>(string kind, PolicyEvidence<T> evidence) => evidence.Content.Verdict switch
    {
        Verdict.Passed or Verdict.Warned => null,
        Verdict.Failed => Say(EvidenceFindings.Failed, $"The {kind} check by {evidence.Producer} failed{Causes(evidence.Content.Findings)}.", kind),
        _ => Say(EvidenceFindings.NotEvaluated, $"The {kind} check by {evidence.Producer} was not carried out{Causes(evidence.Content.Findings)}.", kind),
    };

    /// <summary>Every piece of the kind must be usable and cover every image of the artifact.</summary>
    internal static IEnumerable<Finding> Problems<T>(
        PolicyInput input, string kind, IReadOnlyList<PolicyEvidence<T>> all, Func<T, IEnumerable<Digest>> covered)
    {
        if (WhyAbsent(input, kind) is { } absent)
            yield return absent;
        // An index without images has nothing that could satisfy.
        if (input.Images.Count == 0)
            yield return Say(EvidenceFindings.PlatformMissing, "The index lists no image.", kind);
        foreach (var evidence in all)
        {
            if (WhyNot(kind, evidence) is { } problem)
                yield return problem;
            foreach (var image in input.Images.Except(covered(evidence.Content.Result)))
                yield return Say(EvidenceFindings.PlatformMissing, $"The {kind} evidence by {evidence.Producer} says nothing about image {image}.", image.Text);
        }
    }

    internal static Finding Say(string id, string message, string? location = null) => new(id, Severity.Unknown, message, location);

    /// <summary>The ids of the evidence's own findings, for a message.</summary>
    internal static string Causes(IEnumerable<Finding> findings)
    {
        var ids = findings.Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal).Take(5).ToList();
        return ids.Count == 0 ? "" : $": {string.Join(", ", ids)}";
    }
}
