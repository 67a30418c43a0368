using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Attestry.Benchmarks.Tpm;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.Benchmarks.Hosts;

/// <summary>A host with an attestation key and a measurement list in memory.</summary>
internal sealed class FleetHost : IDisposable
{
    private readonly TestTpm _tpm;
    private readonly MemoryStream _list = new();
    private readonly byte[] _pcr = new byte[TpmHash.Sha256.Size];
    private int _files;

    internal FleetHost(int number, int entries)
    {
        Id = $"host-{number:D5}";
        _tpm = TestTpm.Create(number % 2 == 0 ? TpmAlgorithm.EcDsa : TpmAlgorithm.RsaSsa);
        Token = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Id)));
        Add("boot_aggregate", BootAggregate.Of(_tpm.Pcrs).First(digest => digest.Algorithm == "sha256").Value.ToArray());
        Grow(entries - 1);
    }

    internal string Id { get; }

    internal string Token { get; }

    internal byte[] Public => _tpm.Public;

    /// <summary>Of the file with that number, of whatever host.</summary>
    internal static byte[] DigestOf(int file) => SHA256.HashData(BitConverter.GetBytes(file));

    internal void Grow(int files)
    {
        for (; files > 0; files--, _files++)
            Add($"/usr/lib/x86_64-linux-gnu/library-{_files:D7}.so.1", DigestOf(_files));
    }

    /// <returns>The body of a request for a challenge.</returns>
    internal HttpContent Describe() => JsonContent.Create(new ChallengeRequest(["sha256"], _tpm.Clock.Resets, _list.Length, HasBootLog: false), options: HostProtocol.Json);

    /// <returns>The body of the evidence.</returns>
    internal HttpContent Answer(Challenge challenge)
    {
        _tpm.Pcrs.TrySet(TpmHash.Sha256, 10, _pcr);
        _tpm.Clock = _tpm.Clock with { Milliseconds = _tpm.Clock.Milliseconds + 1000 };
        var pcrs = challenge.Selection.Single().Pcrs;
        var quote = _tpm.Quote(challenge.Nonce.ToArray(), PcrSelection.Of(TpmHash.Sha256, [.. pcrs]));
        var offset = challenge.ImaBootCount == _tpm.Clock.Resets ? (int)challenge.ImaOffset : 0;
        var evidence = new HostEvidence(challenge.Nonce, quote.Message, quote.Signature, [.. pcrs.Select(pcr => new PcrValue("sha256", pcr, _tpm.Pcrs.Get(TpmHash.Sha256, pcr)!.Value))], [])
        {
            Ima = new(ImaFormat.Binary, offset, _list.GetBuffer().AsMemory(offset, (int)_list.Length - offset)),
        };
        return JsonContent.Create(evidence, options: HostProtocol.Json);
    }

    public void Dispose() => _tpm.Dispose();

    private void Add(string name, byte[] digest)
    {
        var (entry, data) = WrittenList.Entry(name, digest);
        TpmHash.Sha256.Extend(_pcr, TpmHash.Sha256.Hash(data));
        _list.Write(entry);
    }
}
