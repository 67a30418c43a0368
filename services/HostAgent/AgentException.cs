using Attestry.Primitives;

namespace Attestry.HostAgent;

/// <summary>The agent cannot do what it is there for.</summary>
/// <param name="message">Names the thing that is wrong.</param>
/// <param name="remedy">What to do about it.</param>
internal class AgentException(string message, string remedy, Exception? inner = null) : Exception($"{Sentence.End(message)} {remedy}", inner)
{
    internal string What => message;

    internal string Remedy => remedy;

    /// <summary>Trying again later would change nothing: a setting is wrong, or somebody has to act.</summary>
    internal bool IsFinal { get; init; }
}
