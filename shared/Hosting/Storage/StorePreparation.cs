using Attestry.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestry.Hosting.Storage;

/// <summary>
/// Creates what the store lacks before anything else starts: the bus must deliver nothing, and the server answer nothing,
/// that has no store yet. A store that is still starting itself is waited for.
/// </summary>
internal sealed class StorePreparation(IDocumentStore store, StorageOptions options, TimeProvider time, ILogger<StorePreparation> log) : IHostedLifecycleService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            try
            {
                await store.PrepareAsync(cancellationToken);
                log.LogInformation("The {Provider} store is ready.", options.Provider);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(began) + pause <= options.StartWait)
            {
                log.LogWarning(e, "The {Provider} store is not ready; tried again in {Pause}.", options.Provider, pause);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new StoreUnavailableException($"The {options.Provider} store did not become ready within Storage:StartWait ({options.StartWait}).", e);
            }
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
