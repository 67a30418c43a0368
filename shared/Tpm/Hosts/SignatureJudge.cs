using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Ima;

namespace Attestry.Tpm.Hosts;

/// <summary>Holds the signatures of measured files against the keyring, entry by entry as the list is read.</summary>
internal sealed class SignatureJudge(ImaSignatureVerifier verifier, ImaSignaturePolicy policy)
{
    private readonly List<(long Entry, Finding Finding)> _found = [];
    private long _verified;

    /// <param name="number">Of the entry in the whole list.</param>
    internal void Judge(ImaEntry entry, long number)
    {
        if (entry.IsViolation || entry.IsBootAggregate || !entry.Buffer.IsEmpty || entry.FileDigest is null)
            return;
        var required = policy.IsRequired(entry.Path);
        if (!entry.IsSigned)
        {
            if (required)
                _found.Add((number, verifier.Verify(entry)! with { Severity = Severity.High }));
            return;
        }
        if (++_verified > TpmLimits.ImaSignatures)
            return;
        if (verifier.Verify(entry) is { } finding)
            // A key that nobody configured is no proof against a file that need not be signed.
            _found.Add((number, finding.Id == ImaFindings.SignatureKeyUnknown && !required ? finding with { Severity = Severity.Low } : finding));
    }

    /// <summary>About the entries that the quote proves; those that decide first.</summary>
    internal IEnumerable<Finding> Findings(long proven)
    {
        var found = _found.Where(one => one.Entry <= proven).Select(one => one.Finding).OrderByDescending(finding => finding.Severity).ToList();
        foreach (var finding in found.Take(TpmLimits.ImaFindings))
            yield return finding;
        foreach (var more in found.Skip(TpmLimits.ImaFindings).GroupBy(finding => (finding.Id, finding.Severity)))
            yield return new(more.Key.Id, more.Key.Severity, $"And {more.Count()} more files.");
        if (_verified > TpmLimits.ImaSignatures)
            yield return new(ImaFindings.LimitExceeded, Severity.High, $"The part of the list holds more than {TpmLimits.ImaSignatures} signatures.");
    }
}
