namespace Attestry.StatusApi.PolicyInputs;

/// <summary>A page of inputs. It may be empty while there is a next one, where a pattern covers few of the artifacts.</summary>
/// <param name="Next">Give it as <c>after</c> for the following page; absent on the last.</param>
public sealed record PolicyInputPage(IReadOnlyList<PolicyInputBody> Items, string? Next);
