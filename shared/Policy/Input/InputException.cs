using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputException(
    [property: Description("Id of the exception; a decision that it changed names it.")] string Id,
    [property: Description("Why it was granted.")] string Reason,
    [property: Description("Who granted it.")] string Author,
    [property: Description("When it stops counting.")] DateTimeOffset ExpiresAt,
    [property: Description("Repositories that it covers, as a pattern; absent for all.")] string? Repository = null,
    [property: Description("The one digest that it covers; absent for all.")] string? Digest = null,
    [property: Description("Package URL pattern or name of the package that it covers; absent for all.")] string? Package = null,
    [property: Description("Id of the finding that it covers; absent for all.")] string? Finding = null);
