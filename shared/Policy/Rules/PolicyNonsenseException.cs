namespace Attestry.Policy.Rules;

/// <summary>A policy answered something that is no answer.</summary>
internal sealed class PolicyNonsenseException(string message) : Exception(message);
