using System.ComponentModel;
using Attestry.Primitives;

namespace Attestry.Policy.Input;

public sealed record InputMeasurement(
    [property: Description("Id of the host.")] string Host,
    [property: Description("Whether the host is what it was enrolled as.")] HostState State,
    [property: Description("The host says that a container runs it now; else its files alone were measured.")] bool Reported,
    [property: Description("How many files that the host measured are known from it.")] int Files,
    [property: Description("What is wrong or notable about its files and memory there.")] IReadOnlyList<InputFinding> Findings,
    [property: Description("When the host came into its state by a verified quote; absent when it never attested.")] DateTimeOffset? AttestedAt = null,
    [property: Description("Whether Secure Boot was on; absent when no verified boot log says it.")] bool? SecureBoot = null,
    [property: Description("The confidential machine that the host runs in, by its verified report; absent when none is known.")] InputTee? Tee = null,
    [property: Description("What the host booted, as its quoted PCRs prove it; absent when no boot log was verified.")] InputBoot? Boot = null,
    [property: Description("What is wrong or notable about the host itself: its quote, its boot, its confidential machine.")] IReadOnlyList<InputFinding>? HostFindings = null);
