using Attestry.Primitives.Findings;
using Attestry.Tpm.AllowLists;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Hosts;

/// <summary>What was concluded about one evidence of a host.</summary>
public sealed record HostVerification(IReadOnlyList<Finding> Findings)
{
    /// <summary>Of the quote, when it is to be believed; else null.</summary>
    public TpmClock? Clock { get; init; }

    /// <summary>Up to where the list is proven now; null when nothing new is.</summary>
    public ImaReplayState? Replay { get; init; }

    /// <summary>Up to where the list was taken without being proven, since it goes on: nothing of it counts yet. Else null.</summary>
    public ImaReplayState? Pending { get; init; }

    /// <summary>Files of the entries that this evidence proves, each once; beside <see cref="Pending"/> of those that it holds.</summary>
    public IReadOnlyList<FileMeasurement> Files { get; init; } = [];

    /// <summary>More different files were in the entries than <see cref="Files"/> holds.</summary>
    public bool MoreFiles { get; init; }

    /// <summary>The list was sent from where the parts before it ended, so that <see cref="Files"/> follow theirs.</summary>
    public bool FromPending { get; init; }

    /// <summary>The list was sent from its begin, so that <see cref="Files"/> are all of this boot.</summary>
    public bool FromStart { get; init; }

    /// <summary>Resets of the TPM when a boot log was verified; null when none was sent or it is not to be believed.</summary>
    public uint? BootVerified { get; init; }

    /// <summary>Null when no boot log says it.</summary>
    public bool? SecureBoot { get; init; }

    /// <summary>What was booted, as far as it is proven; null when no log was sent or it is not to be believed. Also when a rule does not allow it.</summary>
    public BootState? Boot { get; init; }

    /// <summary>Of the confidential machine; null when none was judged or it is not to be believed.</summary>
    public TeeState? Tee { get; init; }

    /// <summary>Nothing of weight is wrong.</summary>
    public bool Succeeded => Clock is not null && Findings.All(finding => finding.Severity < Severity.High);
}
