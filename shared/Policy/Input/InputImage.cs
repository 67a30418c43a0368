using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputImage(
    [property: Description("algorithm:hex.")] string Digest,
    [property: Description("os/architecture[/variant], as far as a check told it.")] string? Platform = null);
