using System.Collections.Frozen;

namespace Attestry.Sbom.Licences;

/// <summary>
/// Short identifiers of the SPDX licence and exception lists: those that packages of the catalogued ecosystems declare. What is not
/// here is written as a <c>LicenseRef</c>, which is always valid.
/// </summary>
internal static class SpdxIdentifiers
{
    private static readonly FrozenDictionary<string, string> Licences = Table(
        """
        0BSD AAL AFL-1.1 AFL-1.2 AFL-2.0 AFL-2.1 AFL-3.0 AGPL-1.0 AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later
        Apache-1.0 Apache-1.1 Apache-2.0 APSL-1.0 APSL-1.1 APSL-1.2 APSL-2.0 Artistic-1.0 Artistic-1.0-Perl Artistic-1.0-cl8 Artistic-2.0
        Beerware BlueOak-1.0.0 BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-2-Clause-Views BSD-3-Clause BSD-3-Clause-Attribution
        BSD-3-Clause-Clear BSD-3-Clause-LBNL BSD-4-Clause BSD-4-Clause-UC BSD-Protection BSD-Source-Code BSL-1.0 BUSL-1.1 bzip2-1.0.5 bzip2-1.0.6
        CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0
        CC-BY-SA-4.0 CC-PDDC CC0-1.0 CDDL-1.0 CDDL-1.1 CECILL-1.0 CECILL-2.0 CECILL-2.1 CECILL-B CECILL-C ClArtistic CNRI-Python CPAL-1.0 CPL-1.0
        curl ECL-1.0 ECL-2.0 EFL-1.0 EFL-2.0 Elastic-2.0 EPL-1.0 EPL-2.0 ErlPL-1.1 EUPL-1.0 EUPL-1.1 EUPL-1.2 FSFAP FSFUL FSFULLR FTL
        GFDL-1.1 GFDL-1.1-only GFDL-1.1-or-later GFDL-1.2 GFDL-1.2-only GFDL-1.2-or-later GFDL-1.3 GFDL-1.3-only GFDL-1.3-or-later
        GFDL-1.3-invariants-or-later GFDL-1.3-no-invariants-only GFDL-1.3-no-invariants-or-later GFDL-1.2-no-invariants-or-later
        GPL-1.0 GPL-1.0+ GPL-1.0-only GPL-1.0-or-later GPL-2.0 GPL-2.0+ GPL-2.0-only GPL-2.0-or-later GPL-3.0 GPL-3.0+ GPL-3.0-only GPL-3.0-or-later
        GPL-2.0-with-autoconf-exception GPL-2.0-with-bison-exception GPL-2.0-with-classpath-exception GPL-2.0-with-font-exception GPL-2.0-with-GCC-exception
        GPL-3.0-with-autoconf-exception GPL-3.0-with-GCC-exception
        HPND HPND-sell-variant ICU IJG ImageMagick Info-ZIP Intel IPA IPL-1.0 ISC JSON
        LGPL-2.0 LGPL-2.0+ LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1 LGPL-2.1+ LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0+ LGPL-3.0-only
        LGPL-3.0-or-later Libpng libpng-2.0 libtiff LPL-1.02 LPPL-1.3a LPPL-1.3c MirOS MIT MIT-0 MIT-advertising MIT-CMU MIT-Modern-Variant MITNFA
        MPL-1.0 MPL-1.1 MPL-2.0 MPL-2.0-no-copyleft-exception MS-PL MS-RL MulanPSL-1.0 MulanPSL-2.0 NAIST-2003 NCSA Net-SNMP NetCDF NIST-PD NTP
        ODbL-1.0 OFL-1.0 OFL-1.1 OLDAP-2.7 OLDAP-2.8 OpenSSL OSL-1.0 OSL-2.0 OSL-2.1 OSL-3.0 PDDL-1.0 PHP-3.0 PHP-3.01 PostgreSQL PSF-2.0 psutils
        Python-2.0 Python-2.0.1 QPL-1.0 Qhull RPL-1.1 RPL-1.5 Ruby SAX-PD Sendmail SGI-B-2.0 SISSL Sleepycat SMLNJ Spencer-86 Spencer-94 Spencer-99
        SSH-OpenSSH SSH-short SSPL-1.0 SunPro TCL TCP-wrappers TU-Berlin-1.0 TU-Berlin-2.0 UCL-1.0 Unicode-3.0 Unicode-DFS-2015 Unicode-DFS-2016
        Unicode-TOU Unlicense UPL-1.0 Vim W3C W3C-19980720 W3C-20150513 WTFPL X11 XFree86-1.1 Xnet Zend-2.0 Zlib zlib-acknowledgement ZPL-1.1 ZPL-2.0 ZPL-2.1
        ANTLR-PD any-OSI Arphic-1999 Baekmuk Bitstream-Charter Bitstream-Vera Boehm-GC Borceux Brian-Gladman-3-Clause BSD-2-Clause-Darwin BSD-2-Clause-FreeBSD
        BSD-2-Clause-NetBSD BSD-3-Clause-acpica BSD-3-Clause-flex BSD-3-Clause-HP BSD-3-Clause-Modification BSD-3-Clause-No-Nuclear-License BSD-3-Clause-Sun
        BSD-4-Clause-Shortened BSD-4.3RENO BSD-4.3TAHOE BSD-Advertising-Acknowledgement BSD-Attribution-HPND-disclaimer BSD-Inferno-Nettverk BSD-Systemics
        CATOSL-1.1 CC-BY-NC-3.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-3.0 CC-BY-ND-3.0 CC-BY-SA-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 CNRI-Jython
        CNRI-Python-GPL-Compatible CPOL-1.02 Cronyx Crossword CUA-OPL-1.0 DOC Dotseqn dtoa eGenix Entessa Fair FBM Frameworx-1.0 FreeBSD-DOC FreeImage
        FSFULLRSD FSFULLRWD GCR-docs GD Giftware GL2PS Glide Glulxe GLWTPL gnuplot gSOAP-1.3b HaskellReport HPND-DEC HPND-doc HPND-doc-sell HPND-export-US
        HPND-export-US-modify HPND-Kevlin-Henney HPND-Markus-Kuhn HPND-MIT-disclaimer HPND-Pbmplus HPND-sell-regexpr HPND-sell-variant-MIT-disclaimer HPND-UC
        HTMLTIDY IBM-pibs IEC-Code-Components-EULA IJG-short Imlib2 ISC-Veillard Jam JPNIC Kastrup Knuth-CTAN LAL-1.3 Latex2e Leptonica LGPLLR libselinux-1.0
        libutil-David-Nugent Linux-man-pages-1-para Linux-man-pages-copyleft Linux-man-pages-copyleft-2-para Linux-man-pages-copyleft-var Linux-OpenIB LOOP
        LPD-document LZMA-SDK-9.11-to-9.20 LZMA-SDK-9.22 magaz mailprio Martin-Birgmeier metamail Minpack MIT-enna MIT-feh MIT-Festival MIT-Khronos-old
        MIT-open-group MIT-testregex MIT-Wu Motosoto mpich2 mplus MTLL Multics Naumen NCGL-UK-2.0 NGPL NICTA-1.0 NIST-Software NLOD-1.0 NLOD-2.0 NLPL Nokia
        NOSL NPL-1.0 NPL-1.1 NPOSL-3.0 NRL OCCT-PL OCLC-2.0 ODC-By-1.0 OFFIS OFL-1.1-no-RFN OFL-1.1-RFN OGL-UK-3.0 OGTSL OLDAP-2.2.1 OLDAP-2.4 OLDAP-2.5
        OLDAP-2.6 OLFL-1.3 OML OpenPBS-2.3 OPL-1.0 OPUBL-1.0 OSET-PL-2.1 OSL-1.1 Plexus PolyForm-Noncommercial-1.0.0 PolyForm-Small-Business-1.0.0 radvd Rdisc
        RHeCos-1.1 RSA-MD RSCPL Saxpath SCEA Sendmail-8.23 SGI-B-1.0 SGI-B-1.1 SGI-OpenGL SHL-0.5 SHL-0.51 SimPL-2.0 SISSL-1.2 SL SMPPL SNIA snprintf
        softSurfer Soundex SPL-1.0 ssh-keyscan SWL Symlinks TAPR-OHL-1.0 TermReadKey TMate TORQUE-1.1 TOSL TPDL TPL-1.0 TTWL TTYP0 UCAR ulem
        Unlicense-libtelnet URT-RLE VOSTROM VSL-1.0 w3m Watcom-1.0 Wsuipa Xerox Xfig xinetd xkeyboard-config-Zinoviev xlock xpp XSkat YPL-1.0 YPL-1.1 Zed
        Zeeff Zimbra-1.3 Zimbra-1.4
        """);

    private static readonly FrozenDictionary<string, string> Exceptions = Table(
        """
        Autoconf-exception-2.0 Autoconf-exception-3.0 Autoconf-exception-generic Bison-exception-2.2 Bootloader-exception Classpath-exception-2.0
        eCos-exception-2.0 Font-exception-2.0 GCC-exception-2.0 GCC-exception-3.1 GNAT-exception GPL-3.0-linking-exception Libtool-exception
        Linux-syscall-note LLVM-exception LGPL-3.0-linking-exception OCaml-LGPL-linking-exception OpenJDK-assembly-exception-1.0
        openvpn-openssl-exception Qt-GPL-exception-1.0 Qt-LGPL-exception-1.1 Swift-exception Texinfo-exception u-boot-exception-2.0
        Universal-FOSS-exception-1.0 WxWindows-exception-3.1 cryptsetup-OpenSSL-exception
        """);

    // What Debian's copyright format, npm and Python classifiers write for licences that SPDX names otherwise.
    private static readonly FrozenDictionary<string, string> OtherNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Expat"] = "MIT",
        ["Apache-2"] = "Apache-2.0",
        ["Artistic"] = "Artistic-1.0-Perl",
        ["GPL-1"] = "GPL-1.0-only",
        ["GPL-1+"] = "GPL-1.0-or-later",
        ["GPL-2"] = "GPL-2.0-only",
        ["GPL-2+"] = "GPL-2.0-or-later",
        ["GPL-3"] = "GPL-3.0-only",
        ["GPL-3+"] = "GPL-3.0-or-later",
        ["LGPL-2"] = "LGPL-2.0-only",
        ["LGPL-2+"] = "LGPL-2.0-or-later",
        ["LGPL-3"] = "LGPL-3.0-only",
        ["LGPL-3+"] = "LGPL-3.0-or-later",
        ["AGPL-3"] = "AGPL-3.0-only",
        ["AGPL-3+"] = "AGPL-3.0-or-later",
        // As rpm's packages said before they took SPDX's names.
        ["GPLv1+"] = "GPL-1.0-or-later",
        ["GPLv2"] = "GPL-2.0-only",
        ["GPLv2+"] = "GPL-2.0-or-later",
        ["GPLv3"] = "GPL-3.0-only",
        ["GPLv3+"] = "GPL-3.0-or-later",
        ["LGPLv2"] = "LGPL-2.0-only",
        ["LGPLv2+"] = "LGPL-2.0-or-later",
        ["LGPLv2.1+"] = "LGPL-2.1-or-later",
        ["LGPLv2.1"] = "LGPL-2.1-only",
        ["LGPLv3"] = "LGPL-3.0-only",
        ["LGPLv3+"] = "LGPL-3.0-or-later",
        ["AGPLv3"] = "AGPL-3.0-only",
        ["AGPLv3+"] = "AGPL-3.0-or-later",
        ["MPLv1.1"] = "MPL-1.1",
        ["MPLv2.0"] = "MPL-2.0",
        ["GFDL-1.2+"] = "GFDL-1.2-or-later",
        ["GFDL-1.3+"] = "GFDL-1.3-or-later",
        ["MPL-2"] = "MPL-2.0",
        ["PSF-2"] = "PSF-2.0",
        ["CC0"] = "CC0-1.0",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    internal static IEnumerable<string> All => Licences.Values.Concat(Exceptions.Values);

    /// <summary>The identifier in its own letter case; null when it is not known.</summary>
    internal static string? Licence(string name) => Licences.GetValueOrDefault(name) ?? OtherNames.GetValueOrDefault(name);

    internal static string? Exception(string name) => Exceptions.GetValueOrDefault(name);

    private static FrozenDictionary<string, string> Table(string names) =>
        names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenDictionary(n => n, StringComparer.OrdinalIgnoreCase);
}
