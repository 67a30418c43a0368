namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>A document that is not GraphQL or breaks a rule of it; the message is without the place.</summary>
internal sealed class GraphQlException(string message, GraphQlPosition position) : Exception(message)
{
    /// <summary>As a call reports it, with the place.</summary>
    internal string Report => $"{Message} in GraphQL string at location {position.Line}:{position.Column}";
}
