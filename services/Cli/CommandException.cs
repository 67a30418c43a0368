using Attestry.Primitives;

namespace Attestry.Cli;

/// <summary>The command cannot answer.</summary>
/// <param name="message">Names the thing that is wrong.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class CommandException(string message, string remedy, Exception? inner = null) : Exception($"{Sentence.End(message)} {remedy}", inner);
