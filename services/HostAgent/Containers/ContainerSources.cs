using Attestry.HostAgent.Programs;

namespace Attestry.HostAgent.Containers;

/// <summary>The engines of this host.</summary>
internal sealed class ContainerSources
{
    internal const string Automatic = "auto";

    internal const string None = "none";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<(ContainerEngine Engine, EngineProgram Program)> _engines;

    private ContainerSources(IReadOnlyList<(ContainerEngine, EngineProgram)> engines) => _engines = engines;

    internal IEnumerable<string> Names => _engines.Select(engine => engine.Engine.Name);

    /// <param name="setting"><see cref="Automatic"/>: those that are installed; <see cref="None"/>; or names with commas between.</param>
    /// <exception cref="AgentException">A name is not known, or that program is not here.</exception>
    internal static ContainerSources Open(string setting, string? searchPath)
    {
        string[] names = setting switch
        {
            None => [],
            Automatic => [.. ContainerEngine.All.Select(engine => engine.Name).Where(name => BoundedProgram.Find(name, searchPath) is not null)],
            _ => setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        return new([.. names.Select(name => (Engine(name), new EngineProgram(new BoundedProgram(Program(name, searchPath), new Dictionary<string, string>(), Limit))))]);
    }

    /// <summary>Each container once, by its id.</summary>
    /// <param name="complain">Hears of an engine that does not answer; the others are still asked.</param>
    internal async Task<IReadOnlyList<RunningContainer>> ListAsync(Action<AgentException> complain, CancellationToken cancellation)
    {
        var running = new List<RunningContainer>();
        foreach (var (engine, program) in _engines)
        {
            try
            {
                running.AddRange(await engine.ListAsync(program, cancellation));
            }
            catch (AgentException e)
            {
                complain(e);
            }
        }
        return [.. running.DistinctBy(container => container.Id)];
    }

    private static ContainerEngine Engine(string name) =>
        ContainerEngine.All.FirstOrDefault(engine => engine.Name == name)
        ?? throw new AgentException($"'{name}' is no container engine.", $"--containers takes {Automatic}, {None}, or of {string.Join(", ", ContainerEngine.All.Select(engine => engine.Name))}.") { IsFinal = true };

    private static string Program(string name, string? searchPath) =>
        BoundedProgram.Find(name, searchPath) ?? throw new AgentException($"The program {name} is not here.", "Install it, or leave it out of --containers.") { IsFinal = true };
}
