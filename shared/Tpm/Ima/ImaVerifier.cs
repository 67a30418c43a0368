using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>
/// Replays a list and looks for the entry at which it gives the quoted PCR. The list is read after the quote is made and grows
/// meanwhile, so that match may lie before its end.
/// </summary>
public static class ImaVerifier
{
    /// <exception cref="ArgumentException">The quote holds no bank of that PCR, so that nothing could be proven; or the state lacks a bank.</exception>
    public static ImaResult Verify(IImaReader list, ImaExpectation expectation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(expectation);
        var quoted = expectation.Quoted.All.Where(value => value.Pcr == expectation.Pcr)
            .ToDictionary(value => value.Bank, value => value.Value);
        if (!quoted.Keys.Any(bank => bank != TpmHash.Sha1))
            throw new ArgumentException($"The quote covers PCR {expectation.Pcr} in no bank but SHA-1.", nameof(expectation));
        var start = expectation.Continue ?? ImaReplayState.Start(expectation.Resets, quoted.Keys);
        if (quoted.Keys.Any(bank => !start.Values.ContainsKey(bank)))
            throw new ArgumentException("The state to continue from lacks a bank of the quote.", nameof(expectation));
        return start.Resets == expectation.Resets
            ? new Pass(list, expectation, start, [.. quoted]).Run()
            : new([new(ImaFindings.Rebooted, Severity.High, "The host booted since the list was verified; send it from its begin.")], 0, null, start);
    }

    private sealed class Pass(IImaReader list, ImaExpectation expectation, ImaReplayState start, KeyValuePair<TpmHash, ReadOnlyMemory<byte>>[] quoted)
    {
        private readonly ImaReplay _replay = new(start, expectation.Extension);
        private readonly List<Finding> _findings = [];
        private readonly HashSet<string> _unknown = [];
        private long _entries = start.Entries;
        private long _more;
        private ImaReplayState? _proven;

        internal ImaResult Run()
        {
            Match();
            while (_entries < expectation.MostEntries && list.Read() is { } entry)
            {
                _entries++;
                Judge(entry);
                expectation.Visit?.Invoke(entry);
                Match();
            }
            if (list.Finding is { } ended)
                Add(ended);
            else if (_entries >= expectation.MostEntries && list.Read() is not null)
                Add(new(ImaFindings.LimitExceeded, Severity.High, $"The list has more than {expectation.MostEntries} entries."));
            // A PCR that is still zero proves no entry, and a kernel that keeps a list has extended it with the first one.
            if (_proven is { Entries: 0 } && _entries > 0)
                _proven = null;
            if (_proven is null && !expectation.Partial)
                Add(new(ImaFindings.PcrMismatch, Severity.Critical,
                    $"After none of its {_entries} entries the list gives the quoted PCR {expectation.Pcr}: it is behind the quote, or was altered."));
            return new(_findings, _more, _proven, State());
        }

        /// <summary>Values of a PCR never come again, so the first match is the only one.</summary>
        private void Match()
        {
            if (_proven is null && _replay.Matches(quoted))
                _proven = State();
        }

        private ImaReplayState State() => _replay.Save(_entries, start.Offset + list.Offset, expectation.Resets);

        private void Judge(ImaEntry entry)
        {
            if (entry.Pcr != expectation.Pcr)
                Add(new(ImaFindings.PcrUnexpected, Severity.High, $"Entry {_entries} extends PCR {entry.Pcr}.", Bounded.Quote(entry.Path, HostLimits.LocationCharacters)));
            else if (!_replay.Extend(entry))
                Add(new(ImaFindings.TemplateHashMismatch, Severity.Critical, $"The content of entry {_entries} is not what was measured.", Bounded.Quote(entry.Path, HostLimits.LocationCharacters)));
            if (entry.IsViolation)
                Add(new(ImaFindings.Violation, expectation.AllowViolations ? Severity.Info : Severity.High,
                    $"Entry {_entries}: the file was written while it was measured.", Bounded.Quote(entry.Path, HostLimits.LocationCharacters)));
            if (entry.Template is null && _unknown.Add(entry.TemplateName))
                Add(new(ImaFindings.TemplateUnknown, Severity.High, $"Entry {_entries} has the unknown template '{Bounded.Quote(entry.TemplateName)}'."));
        }

        private void Add(Finding finding)
        {
            // What decides must not drown in what does not.
            if (_findings.Count < TpmLimits.ImaFindings || (finding.Severity >= Severity.High && _findings.Count < 2 * TpmLimits.ImaFindings))
                _findings.Add(finding);
            else
                _more++;
        }
    }
}
