using System.Globalization;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>Holds what a host booted against a policy.</summary>
public static class BootJudge
{
    /// <summary>Findings of one kind that are listed; the rest is counted in one.</summary>
    private const int MostOfAKind = 20;

    /// <param name="state">Of a log that the quoted PCRs prove.</param>
    /// <param name="reference">What an administrator accepted; null when nothing was.</param>
    public static IReadOnlyList<Finding> Judge(BootState state, BootPolicy policy, BootState? reference)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        var findings = new List<Finding>();
        JudgeDigests(findings, policy.Images, state.Images, BootFindings.ImageNotAllowed, "program");
        JudgeDigests(findings, policy.Loads, state.Loads, BootFindings.LoadNotAllowed, "file of the boot loader");
        JudgeDigests(findings, policy.Sections, state.Sections, BootFindings.SectionNotAllowed, "section of a unified kernel image");
        JudgeDigests(findings, policy.Extensions, state.Extensions, BootFindings.ExtensionNotAllowed, "credential or extension image", mayBeNone: true);
        JudgeNames(findings, policy, state);
        JudgeDatabases(findings, policy, state);
        JudgeCommands(findings, policy, state);
        if (policy.RequireReference)
            findings.AddRange(reference is null
                ? [new(BootFindings.ReferenceMissing, Severity.High, "No boot of this host was accepted as its reference.")]
                : BootComparison.Of(state, reference, policy.ReferenceExcept).Select(difference => new Finding(BootFindings.ReferenceMismatch, Severity.High, difference)));
        return Cut(findings);
    }

    /// <summary>Reference values need no log.</summary>
    public static IReadOnlyList<Finding> JudgePcrs(PcrValues quoted, BootPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(quoted);
        ArgumentNullException.ThrowIfNull(policy);
        var findings = new List<Finding>();
        foreach (var (name, allowed) in policy.Pcrs)
            if (!TryParse(name, out var bank, out var pcr) || quoted.Get(bank!, pcr) is not { } value)
                findings.Add(new(BootFindings.PcrNotAllowed, Severity.High, $"The quote does not hold {Bounded.Quote(name)}, for which there are reference values."));
            else if (!Has(allowed, Convert.ToHexStringLower(value.Span)))
                findings.Add(new(BootFindings.PcrNotAllowed, Severity.High, $"PCR {name} is {Convert.ToHexStringLower(value.Span)}, which is no reference value."));
        return findings;
    }

    /// <summary><c>sha256:7</c>.</summary>
    public static bool TryParse(string name, out TpmHash? bank, out int pcr)
    {
        ArgumentNullException.ThrowIfNull(name);
        pcr = 0;
        bank = null;
        return name.Split(':') is [var hash, var number] && TpmHash.TryParse(hash, out bank)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out pcr) && pcr is >= 0 and <= 23;
    }

    private static void JudgeDigests(List<Finding> findings, IReadOnlyList<string> allowed, IReadOnlyList<BootMeasurement> measured, string id, string what, bool mayBeNone = false)
    {
        if (allowed.Count == 0)
            return;
        if (measured.Count == 0 && !mayBeNone)
            findings.Add(new(id, Severity.High, $"The boot log proves no {what}."));
        foreach (var one in measured.Where(one => !Has(allowed, one.Digest)))
            findings.Add(new(id, Severity.High, $"The {what} {one.Digest} is not allowed.", one.Name));
    }

    private static void JudgeNames(List<Finding> findings, BootPolicy policy, BootState state)
    {
        if (policy.Authorities.Count > 0)
            foreach (var authority in state.Authorities.Where(one => !Has(policy.Authorities, one)))
                findings.Add(new(BootFindings.AuthorityNotAllowed, Severity.High, $"{authority} let a program run, and is not allowed to."));
        if (policy.Authorities.Count > 0 && state.Authorities.Count == 0)
            findings.Add(new(BootFindings.AuthorityNotAllowed, Severity.High, "The boot log does not prove what let programs run."));
        foreach (var (name, allowed) in policy.MokLists)
        {
            var variables = state.MokLists.Where(one => one.Name == name).ToList();
            if (variables.Count == 0)
                findings.Add(new(BootFindings.MokNotAllowed, Severity.High, $"The boot log proves no {Bounded.Quote(name)}."));
            foreach (var variable in variables.Where(one => !Has(allowed, one.Digest)))
                findings.Add(new(BootFindings.MokNotAllowed, Severity.High, $"{variable.Name} is {variable.Digest}, which is not allowed."));
        }
        if (policy.Disks.Count > 0 && (state.Disks.Count == 0 || state.Disks.Any(disk => !policy.Disks.Contains(disk.Name, StringComparer.OrdinalIgnoreCase))))
            findings.Add(new(BootFindings.DiskNotAllowed, Severity.High, state.Disks.Count == 0
                ? "The boot log proves no table of partitions."
                : $"The host booted from {string.Join(", ", state.Disks.Select(disk => disk.Name))}."));
    }

    private static void JudgeDatabases(List<Finding> findings, BootPolicy policy, BootState state)
    {
        foreach (var (name, allowed) in policy.Allowed)
        foreach (var entry in Database(state, name).Where(one => !Has(allowed, one)))
            findings.Add(new(BootFindings.SignatureDatabaseMismatch, Severity.High, $"{Bounded.Quote(name)} holds {entry}, which is not allowed.", name));
        foreach (var (name, needed) in policy.Needed.Concat(policy.Allowed.Select(one => KeyValuePair.Create(one.Key, (IReadOnlyList<string>)[]))))
        {
            var entries = Database(state, name);
            if (needed.Count == 0 && entries.Count == 0)
                findings.Add(new(BootFindings.SignatureDatabaseMismatch, Severity.High, $"The boot log proves no {Bounded.Quote(name)}, or an empty one.", name));
            foreach (var entry in needed.Where(one => !Has(entries, one)))
                findings.Add(new(BootFindings.SignatureDatabaseMismatch, Severity.High, $"{Bounded.Quote(name)} does not hold {entry}.", name));
        }
    }

    private static IReadOnlyList<string> Database(BootState state, string name) => state.Databases.TryGetValue(name, out var entries) ? entries : [];

    private static void JudgeCommands(List<Finding> findings, BootPolicy policy, BootState state)
    {
        if (policy.CommandLines.Count + policy.NeededParameters.Count + policy.ForbiddenParameters.Count > 0 && state.CommandLines.Count == 0)
            findings.Add(new(BootFindings.CommandLineNotAllowed, Severity.High, "The boot log proves no kernel command line."));
        foreach (var line in state.CommandLines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (policy.CommandLines.Count > 0 && !Wildcard.MatchesAny(line, policy.CommandLines))
                findings.Add(new(BootFindings.CommandLineNotAllowed, Severity.High, $"The kernel command line '{Bounded.Quote(line, 500)}' is not allowed."));
            foreach (var word in words.Where(word => Wildcard.MatchesAny(word, policy.ForbiddenParameters)))
                findings.Add(new(BootFindings.CommandLineNotAllowed, Severity.High, $"The kernel command line holds '{Bounded.Quote(word)}', which it may not."));
            foreach (var needed in policy.NeededParameters.Where(needed => !words.Any(word => Wildcard.Matches(word, needed))))
                findings.Add(new(BootFindings.CommandLineNotAllowed, Severity.High, $"A kernel command line does not hold '{Bounded.Quote(needed)}'."));
        }
        if (policy.GrubCommands.Count == 0)
            return;
        if (state.GrubCommands.Count == 0)
            findings.Add(new(BootFindings.GrubCommandNotAllowed, Severity.High, "The boot log proves no command of GRUB."));
        foreach (var command in state.GrubCommands.Where(one => !Wildcard.MatchesAny(one, policy.GrubCommands)))
            findings.Add(new(BootFindings.GrubCommandNotAllowed, Severity.High, $"The command of GRUB '{Bounded.Quote(command, 500)}' is not allowed."));
    }

    private static bool Has(IReadOnlyList<string> digests, string digest) =>
        digests.Any(one => Bare(one).Equals(Bare(digest), StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> Bare(string digest) => digest.AsSpan(digest.IndexOf(':', StringComparison.Ordinal) + 1);

    private static List<Finding> Cut(List<Finding> findings)
    {
        var cut = new List<Finding>();
        foreach (var kind in findings.GroupBy(finding => finding.Id))
        {
            cut.AddRange(kind.Take(MostOfAKind));
            if (kind.Count() > MostOfAKind)
                cut.Add(new(kind.Key, Severity.High, $"And {kind.Count() - MostOfAKind} more."));
        }
        return cut;
    }
}
