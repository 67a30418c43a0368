using System.Buffers.Binary;

namespace Attestry.Tpm.Tee;

/// <summary>The quoting enclave as Intel signed it off (Intel PCS API, Enclave Identity of version 2, TD_QE).</summary>
internal sealed record TdxEnclaveIdentity(
    DateTimeOffset Issued, DateTimeOffset Next, uint Misc, uint MiscMask, byte[] Attributes, byte[] Mask, byte[] Signer, int Product, IReadOnlyList<TdxTcbLevel> Levels)
{
    /// <param name="report">SGX REPORT body of the enclave (Intel SDM Vol. 3D, 38.15).</param>
    /// <returns>Null when it is another enclave, or of a version that Intel never signed off.</returns>
    internal TdxPlatformStatus? Judge(ReadOnlySpan<byte> report)
    {
        var (product, version) = (BinaryPrimitives.ReadUInt16LittleEndian(report[0x100..]), BinaryPrimitives.ReadUInt16LittleEndian(report[0x102..]));
        if ((BinaryPrimitives.ReadUInt32LittleEndian(report[0x10..]) & MiscMask) != Misc || !TdxTcbInfo.Masked(report.Slice(0x30, 16), Mask, Attributes)
            || !report.Slice(0x80, 32).SequenceEqual(Signer) || product != Product)
            return null;
        return Levels.FirstOrDefault(level => version >= level.Svn)?.Status;
    }
}
