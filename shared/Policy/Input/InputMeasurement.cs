using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputMeasurement(
    [property: Description("Id of the host.")] string Host,
    [property: Description("trusted, untrusted, stale or unknown.")] string State,
    [property: Description("What is wrong or notable.")] IReadOnlyList<InputFinding> Findings,
    [property: Description("When its last quote was verified.")] DateTimeOffset? AttestedAt = null);
