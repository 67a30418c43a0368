namespace Attestry.Gatekeeper.Matching;

/// <summary>It cannot be told whether a constraint is about an object.</summary>
internal sealed class MatchException(string message) : Exception(message);
