using Attestry.Contracts.Documents;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.MeasurementCollector.Verification;

/// <summary>Between the plain records of the store and the terms of the core.</summary>
internal static class HostTranslation
{
    public static HostKnowledge Knowledge(HostDocument host, HostChallengeDocument challenge)
    {
        var bank = TpmHash.TryParse(challenge.Bank, out var known) ? known : throw new InvalidDataException($"The challenge {challenge.Id} is of no bank.");
        return new(host.AkPublic, Convert.FromHexString(challenge.Id), [PcrSelection.Of(bank, [.. challenge.Pcrs])])
        {
            Clock = host.Clock is { } clock ? new(clock.Milliseconds, clock.Resets, clock.Restarts, clock.Safe) : null,
            Replay = host.Replay is { } replay ? State(replay) : null,
            Format = host.Replay is { } list ? Enum.Parse<ImaFormat>(list.Format) : default,
            Pending = host.Backlog is { } backlog ? State(backlog.Replay) : null,
            PendingFormat = host.Backlog is { } parts ? Enum.Parse<ImaFormat>(parts.Replay.Format) : default,
            BootVerified = host.BootVerified,
            HadTee = host.Tee is not null,
        };
    }

    public static HostClock Clock(TpmClock clock) => new(clock.Milliseconds, clock.Resets, clock.Restarts, clock.Safe);

    public static HostReplay Replay(ImaReplayState state, ImaFormat format) => new(
        format.ToString(), state.Entries, state.Offset, state.Resets, state.Values.ToDictionary(value => value.Key.Name, value => Convert.ToHexStringLower(value.Value.Span)));

    public static HostTee Tee(TeeState tee) => new(
        tee.Kind == TeeKind.SevSnp ? "sevSnp" : "tdx", tee.Measurement, tee.Tcb, tee.DebugAllowed, tee.TcbStatus?.ToString(), tee.Advisories.Count > 0 ? string.Join(' ', tee.Advisories) : null);

    private static ImaReplayState State(HostReplay replay)
    {
        var values = new Dictionary<TpmHash, ReadOnlyMemory<byte>>();
        foreach (var (name, hex) in replay.Values)
            if (TpmHash.TryParse(name, out var bank))
                values[bank] = Convert.FromHexString(hex);
        return new(replay.Entries, replay.Offset, replay.Resets, values);
    }
}
