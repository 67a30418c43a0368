using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;

namespace Attestry.Bundles;

/// <summary>
/// What a source's bundle was made into, kept current. A bundle that cannot be used never replaces one that can; who reads
/// <see cref="Active"/> has one state to the end, whatever is refreshed meanwhile.
/// </summary>
/// <param name="activate">Makes of a bundle what is used, such as a compiled program. May throw <see cref="RegoException"/> or <see cref="BundleException"/>.</param>
public sealed class FollowedBundle<T>(IBundleSource source, Func<PolicyBundle, T> activate) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private State _state = new(null, null, null, null);

    public string Name => source.Name;

    /// <summary>Null until a first bundle could be used.</summary>
    public T? Active => Volatile.Read(ref _state).Active;

    /// <summary>The bundle that is active.</summary>
    public PolicyBundle? Bundle => Volatile.Read(ref _state).Bundle;

    /// <summary>Why the source's newest state is not active; null when it is. For a health report: what is wrong and what to do.</summary>
    public string? Fault => Volatile.Read(ref _state).Fault;

    /// <summary>Reads the source if it changed. Never throws for what is wrong there: that is <see cref="Fault"/>.</summary>
    /// <returns>Another bundle is active now.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (await source.ReadAsync(_state.Mark, cancellation) is not { } seen)
            {
                Volatile.Write(ref _state, _state with { Fault = null });
                return false;
            }
            Volatile.Write(ref _state, new(activate(seen.Bundle), seen.Bundle, seen.Mark, null));
            return true;
        }
        catch (Exception e) when (e is BundleException or RegoException or IOException or UnauthorizedAccessException or HttpRequestException)
        {
            Volatile.Write(ref _state, _state with { Fault = $"{source.Name}: {e.Message}" });
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed record State(T? Active, PolicyBundle? Bundle, string? Mark, string? Fault);
}
