using System.Security.Cryptography.X509Certificates;
using Attestry.Tpm.Endorsement;

namespace Attestry.Tpm.Tee;

/// <summary>The vendors' certificates that come with this library. A deployment may pass others to the verifiers.</summary>
public static class VendorRoots
{
    /// <summary>ARK, ASK and ASVK of Milan, Genoa and Turin.</summary>
    public static IReadOnlyList<X509Certificate2> Amd() => [.. Read("amd-milan.pem"), .. Read("amd-genoa.pem"), .. Read("amd-turin.pem")];

    /// <summary>Intel SGX Root CA.</summary>
    public static IReadOnlyList<X509Certificate2> Intel() => Read("intel-sgx.pem");

    private static IReadOnlyList<X509Certificate2> Read(string name)
    {
        using var stream = typeof(VendorRoots).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return CertificateFile.Read(bytes)!;
    }
}
