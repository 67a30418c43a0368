using System.Net;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Registries;

/// <summary>A blob as it comes from a registry; a connection that breaks or stalls is replaced by a range request for the rest.</summary>
internal sealed class BlobDownload : ForwardStream
{
    /// <summary>Without a single byte for so long, the connection is given up.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);

    private readonly RegistryTransport _transport;
    private readonly RegistryRequest _request;
    private readonly long _end;
    private HttpResponseMessage _response;
    private Stream _body;
    private long _position;
    private int _resumes;

    private BlobDownload(RegistryTransport transport, RegistryRequest request, long end, HttpResponseMessage response, Stream body) =>
        (_transport, _request, _end, _response, _body) = (transport, request, end, response, body);

    /// <summary>Null when the blob is not there.</summary>
    /// <param name="size">More is never read; when the registry states less, the stream ends early and the reader finds the digest wrong.</param>
    public static async Task<Stream?> OpenAsync(RegistryTransport transport, RegistryRequest request, long size, CancellationToken cancellation)
    {
        var response = await transport.SendAsync(request, cancellation);
        try
        {
            if (response.StatusCode is HttpStatusCode.NotFound)
            {
                response.Dispose();
                return null;
            }
            RegistryFault.ThrowUnlessSuccess(response, transport.Host);
            var end = Math.Min(size, response.Content.Headers.ContentLength ?? size);
            return new BlobDownload(transport, request, end, response, await response.Content.ReadAsStreamAsync(cancellation));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, _end - _position)];
        if (wanted.IsEmpty)
            return 0;
        for (; ; )
        {
            Exception? fault = null;
            try
            {
                if (await ReadBodyAsync(wanted, cancellationToken) is var read and > 0)
                {
                    _position += read;
                    return read;
                }
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                fault = e;
            }
            if (++_resumes > OciLimits.Resumes)
                throw new IOException($"{_transport.Host} ended a blob {_resumes} times, last after {_position} of {_end} bytes.", fault);
            await ResumeAsync(cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _response.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var pending = _body.ReadAsync(buffer, cancellation);
        if (pending.IsCompleted)
            return await pending;
        var task = pending.AsTask();
        try
        {
            return await task.WaitAsync(Stall, _transport.Time, cancellation);
        }
        catch (TimeoutException e)
        {
            // The read that is left behind ends with the response; the buffer is not given back before.
            _response.Dispose();
            await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException($"{_transport.Host} sent nothing for {Stall.TotalSeconds} seconds.", e);
        }
    }

    private async Task ResumeAsync(CancellationToken cancellation)
    {
        _response.Dispose();
        _response = await _transport.SendAsync(_request with { From = _position }, cancellation);
        RegistryFault.ThrowUnlessSuccess(_response, _transport.Host);
        _body = await _response.Content.ReadAsStreamAsync(cancellation);
        if (_position == 0)
            return;
        var from = _response.StatusCode is HttpStatusCode.PartialContent ? _response.Content.Headers.ContentRange?.From : 0;
        if (from is not { } start || start > _position)
            throw new IOException($"{_transport.Host} does not continue at byte {_position}.");
        await SkipAsync(_position - start, cancellation);
    }

    private async Task SkipAsync(long count, CancellationToken cancellation)
    {
        var buffer = new byte[64 << 10];
        while (count > 0)
        {
            var read = await ReadBodyAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellation);
            if (read == 0)
                throw new IOException($"{_transport.Host} ended a blob before byte {_position}.");
            count -= read;
        }
    }
}
