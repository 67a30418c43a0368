using Attestry.Contracts.Documents;
using Attestry.Tpm.Boot;

namespace Attestry.MeasurementCollector.Boots;

/// <summary>A host's boot as people see it.</summary>
/// <param name="Boots">Resets of the TPM then.</param>
/// <param name="Digest">Of <paramref name="Boot"/>.</param>
/// <param name="Differences">From the reference, a sentence each; null when there is none.</param>
internal sealed record BootBody(
    string Host, uint Boots, DateTimeOffset At, string Digest, BootState Boot, BootState? Reference, string? AcceptedBy, DateTimeOffset? AcceptedAt, IReadOnlyList<string>? Differences)
{
    public static BootBody Of(HostBootDocument boot)
    {
        var (now, reference) = (HostBoots.Read(boot.State)!, HostBoots.Read(boot.Reference));
        return new(boot.Id, boot.Resets, boot.At, boot.Digest, now, reference, boot.AcceptedBy, boot.AcceptedAt, reference is null ? null : [.. BootComparison.Of(now, reference, [])]);
    }
}
