using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Signing;
using Attestry.Tpm.History;

namespace Attestry.MeasurementCollector.Hosts;

/// <summary>A record of a host's history, as people read it.</summary>
/// <param name="Digest">Of the record's payload.</param>
internal sealed record TimelineEntry(
    long Sequence, DateTimeOffset At, string Act, string? By, HostState State, IReadOnlyList<Finding> Findings, string? Evidence, string Digest)
{
    /// <exception cref="InvalidDataException">What is stored is no record.</exception>
    public static TimelineEntry Of(HostRecordDocument stored)
    {
        var payload = JsonSerializer.Deserialize<DsseEnvelope>(stored.Envelope)!.Payload;
        var record = HostRecord.Read(payload) ?? throw new InvalidDataException($"The record {stored.Id} cannot be read.");
        return new(record.Sequence, record.At, record.Act, record.By, record.State, record.Findings, stored.Evidence, Primitives.Digest.Sha256(payload).Text);
    }
}
