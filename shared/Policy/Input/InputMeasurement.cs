using System.ComponentModel;
using Attestry.Primitives;

namespace Attestry.Policy.Input;

public sealed record InputMeasurement(
    [property: Description("Id of the host.")] string Host,
    [property: Description("Whether the host is what it was enrolled as.")] HostState State,
    [property: Description("The host says that a container runs it now; else its files alone were measured.")] bool Reported,
    [property: Description("How many files that the host measured are known from it.")] int Files,
    [property: Description("What is wrong or notable about its files and memory there.")] IReadOnlyList<InputFinding> Findings,
    [property: Description("When the host came into its state by a verified quote; absent when it never attested.")] DateTimeOffset? AttestedAt = null);
