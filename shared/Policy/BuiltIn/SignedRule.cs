using Attestry.Contracts;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.BuiltIn;

/// <summary>One trusted signature is enough, whichever verifier found it; bad ones beside it do no harm.</summary>
internal static class SignedRule
{
    internal static IEnumerable<Finding> Judge(PolicyInput input)
    {
        if (Usable.WhyAbsent(input, EvidenceKinds.Signatures) is { } absent)
            return [absent];
        var results = input.Signatures.Select(evidence => evidence.Content).ToList();
        if (results.Any(r => r.Verdict is Verdict.Passed or Verdict.Warned && r.Result.Signatures.Any(s => s.Trusted)))
            return [];
        var unevaluated = input.Signatures.Where(e => e.Content.Verdict is not (Verdict.Passed or Verdict.Warned or Verdict.Failed));
        var found = results.Sum(r => r.Result.Signatures.Count);
        var causes = Usable.Causes(results.SelectMany(r => r.Findings.Concat(r.Result.Signatures.SelectMany(s => s.Findings))));
        return
        [
            .. unevaluated.Select(evidence => Usable.WhyNot(EvidenceKinds.Signatures, evidence)!),
            Usable.Say(PolicyFindings.NotSigned, found == 0 ? $"It is not signed{causes}." : $"None of its {found} signatures is by a key that this repository trusts{causes}."),
        ];
    }
}
