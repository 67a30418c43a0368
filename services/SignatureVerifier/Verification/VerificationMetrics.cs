using System.Diagnostics.Metrics;
using Attestry.Primitives;

namespace Attestry.SignatureVerifier.Verification;

internal sealed class VerificationMetrics
{
    private readonly Counter<long> _checks;

    public VerificationMetrics(IMeterFactory meters) =>
        _checks = meters.Create("Attestry.SignatureVerifier").CreateCounter<long>("attestry.signatures.checks", description: "Artifacts whose signatures were judged.");

    internal void Checked(Verdict verdict) =>
        _checks.Add(1, new KeyValuePair<string, object?>("verdict", verdict == Verdict.Passed ? "passed" : "failed"));
}
