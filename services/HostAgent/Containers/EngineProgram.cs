using System.Text.Json;
using Attestry.HostAgent.Programs;
using Attestry.Primitives;

namespace Attestry.HostAgent.Containers;

/// <summary>The program of a container engine and its answers.</summary>
internal sealed class EngineProgram(BoundedProgram program)
{
    private const int MostBytes = 8 * 1024 * 1024;

    internal string Name => program.Name;

    /// <exception cref="AgentException">It did not succeed.</exception>
    internal async Task<string> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        var result = await program.RunAsync(arguments, cancellation);
        return result.Succeeded
            ? result.Output
            : throw new AgentException($"{Name} {arguments[0]} failed: {Bounded.Quote(result.Error.Trim())}", "Let the agent use the engine's socket, or leave the engine out with --containers.");
    }

    internal async Task<JsonDocument> JsonAsync(CancellationToken cancellation, params string[] arguments)
    {
        var output = await RunAsync(cancellation, arguments);
        try
        {
            return StrictJson.Parse(System.Text.Encoding.UTF8.GetBytes(output), MostBytes);
        }
        catch (JsonException e)
        {
            throw new AgentException($"{Name} {arguments[0]} answers no JSON.", "Check its version.", e);
        }
    }

    /// <summary>Lines with something on them.</summary>
    internal async Task<string[]> LinesAsync(CancellationToken cancellation, params string[] arguments) =>
        (await RunAsync(cancellation, arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
