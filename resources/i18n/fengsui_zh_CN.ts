<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>@default</name>
    <message>
        <source>Layer &apos;{layer}&apos; must hold points, one for each row.</source>
        <translation>图层“{layer}”应为点图层，每行一个点。</translation>
    </message>
    <message>
        <source>There is no profile &apos;{name}&apos;. Give a file, or one of: {known}.</source>
        <translation>没有名为“{name}”的参数集。请给出文件，或选用：{known}。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos; is no readable YAML (line {line}).</source>
        <translation>参数集“{file}”不是可读的 YAML（第 {line} 行）。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos; is empty or no mapping of keys.</source>
        <translation>参数集“{file}”为空，或不是键值结构。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos;: &apos;{key}&apos; needs one value per key, as the shipped profile has.</source>
        <translation>参数集“{file}”：“{key}”应像自带参数集那样逐键给值。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos;: &apos;{key}&apos; must be a number, not &apos;{value}&apos;.</source>
        <translation>参数集“{file}”：“{key}”应为数字，而不是“{value}”。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos;: there is no key &apos;{key}&apos;. Known: {known}.</source>
        <translation>参数集“{file}”：没有“{key}”这个键。可用的有：{known}。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos;: there is no rule &apos;{key}&apos;.</source>
        <translation>参数集“{file}”：没有规则“{key}”。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos;: rule &apos;{key}&apos; takes {names}; &apos;{name}: {value}&apos; is none of these.</source>
        <translation>参数集“{file}”：规则“{key}”可设 {names}；“{name}: {value}”不在其中。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>阻断</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未核查</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Supplement</source>
        <translation>补正</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>Approve with adjustment</source>
        <translation>调整后同意</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Aspect</source>
        <translation>方面</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Other feature</source>
        <translation>另一要素</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测值</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>依据条款</translation>
    </message>
    <message>
        <source>Data it rests on</source>
        <translation>所依数据</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>阻断项</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误项</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>提醒项</translation>
    </message>
    <message>
        <source>Rules not checked</source>
        <translation>未核查规则</translation>
    </message>
    <message>
        <source>Matched planned site</source>
        <translation>对应规划站</translation>
    </message>
    <message>
        <source>Distance to the planned site (m)</source>
        <translation>距规划站 (m)</translation>
    </message>
    <message>
        <source>Site of unknown type</source>
        <translation>类型不明的站点</translation>
    </message>
    <message>
        <source>Other building</source>
        <translation>其他建筑</translation>
    </message>
    <message>
        <source>Macro site, being built</source>
        <translation>宏站（在建）</translation>
    </message>
    <message>
        <source>Macro site, planned</source>
        <translation>宏站（规划）</translation>
    </message>
    <message>
        <source>Micro site, being built</source>
        <translation>微站（在建）</translation>
    </message>
    <message>
        <source>Micro site, planned</source>
        <translation>微站（规划）</translation>
    </message>
    <message>
        <source>Indoor system, being built</source>
        <translation>室分（在建）</translation>
    </message>
    <message>
        <source>Indoor system, planned</source>
        <translation>室分（规划）</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, line {line}: there are NUL bytes in it, so it is no text or it is damaged. Export it again.</source>
        <translation>文件“{file}”第 {line} 行含有空字节，不是文本或已损坏。请重新导出。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, line {line}: the text cannot be read as {encoding}. Save it as UTF-8 and import it again.</source>
        <translation>文件“{file}”第 {line} 行无法按 {encoding} 编码读出。请另存为 UTF-8 后重新导入。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; has no coordinate system. Set it in the layer&apos;s properties, then run again.</source>
        <translation>图层“{layer}”没有坐标系。请在图层属性中设定后重新运行。</translation>
    </message>
    <message>
        <source>There is no kind of table &apos;{kind}&apos;. Known: {known}.</source>
        <translation>没有“{kind}”这类表。可用的有：{known}。</translation>
    </message>
    <message>
        <source>The column &apos;{header}&apos; is cut short and may be any of: {columns}. Rename it, or give a mapping.</source>
        <translation>列名“{header}”被截短，可能是：{columns}。请改全列名，或给出列对照。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos;: {fault}</source>
        <translation>图层“{layer}”：{fault}</translation>
    </message>
    <message>
        <source>Fengsui needs {libraries}, which this QGIS does not have. Windows: run the QGIS installer again and add python3-geopandas, or type in the OSGeo4W Shell: python3 -m pip install geopandas. Linux: apt install python3-geopandas. macOS: in QGIS&apos;s own Python, python3 -m pip install geopandas. Then restart QGIS.</source>
        <translation>烽燧需要 {libraries}，当前 QGIS 未安装。Windows：重新运行 QGIS 安装程序并勾选 python3-geopandas，或在 OSGeo4W Shell 中执行 python3 -m pip install geopandas。Linux：apt install python3-geopandas。macOS：在 QGIS 自带的 Python 中执行 python3 -m pip install geopandas。完成后重启 QGIS。</translation>
    </message>
    <message>
        <source>{name} would hold {kinds} in one layer; a layer holds one kind. Split them by kind first.</source>
        <translation>“{name}”将在一个图层中混有 {kinds}，而一个图层只能有一种几何类型。请先按类型拆分。</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}</source>
        <translation>“{name}”写入失败：{reason}</translation>
    </message>
    <message>
        <source>{name}: {count} geometries cannot be read; their rows are kept without.</source>
        <translation>{name}：{count} 个几何无法读出，这些行保留为无坐标记录。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; has no column kind, and its name does not tell. Add a column kind with one of: {known}.</source>
        <translation>图层“{layer}”没有类别列，从图层名也看不出类别。请增加类别列（kind），取值为：{known}。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; has no column kind: taken as {kind} by its name.</source>
        <translation>图层“{layer}”没有类别列：按图层名作为 {kind}。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos;: {count} features of kind &apos;{word}&apos; are not understood and were not used.</source>
        <translation>图层“{layer}”：{count} 个类别为“{word}”的要素无法识别，未使用。</translation>
    </message>
    <message>
        <source>COMPLETE: there is no kind &apos;{word}&apos;. Known: {known}.</source>
        <translation>资料齐全的类别（COMPLETE）：没有“{word}”这一类别。可用的有：{known}。</translation>
    </message>
    <message>
        <source>The cells need the columns site_id and operator.</source>
        <translation>小区表需要站址编码（site_id）和运营商（operator）两列。</translation>
    </message>
    <message>
        <source>To count built sites, the sites need the columns on_air (a date) and technologies.</source>
        <translation>统计已建站点时，站址表需要开通日期（on_air）和网络制式（technologies）两列。</translation>
    </message>
    <message>
        <source>The tasks name {county} in {year} more than once. Keep one row per county and year.</source>
        <translation>任务表中 {county} 在 {year} 年出现多次。每县每年请只留一行。</translation>
    </message>
    <message>
        <source>{file}: its .cpg says UTF-8, but the text is none; read as {encoding}.</source>
        <translation>{file}：.cpg 注明 UTF-8，但文字并非 UTF-8；按 {encoding} 读取。</translation>
    </message>
    <message>
        <source>{file}: no .cpg says the encoding; the text is valid {encoding}.</source>
        <translation>{file}：没有 .cpg 说明编码；文字符合 {encoding}。</translation>
    </message>
    <message>
        <source>{file}: no .cpg says the encoding; the text is no UTF-8, read as {encoding}.</source>
        <translation>{file}：没有 .cpg 说明编码；文字不是 UTF-8，按 {encoding} 读取。</translation>
    </message>
    <message>
        <source>Two columns are called &apos;{name}&apos;; the second is now &apos;{fresh}&apos;.</source>
        <translation>有两列同名“{name}”；后一列改名为“{fresh}”。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, sheet &apos;{sheet}&apos;: {fault}</source>
        <translation>文件“{file}”工作表“{sheet}”：{fault}</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, sheet &apos;{sheet}&apos;: {columns} may each be the {column}. Say which with a mapping.</source>
        <translation>文件“{file}”工作表“{sheet}”：{columns} 都可能是{column}。请用列对照指明。</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Columns as saved for the sender &apos;{sender}&apos;.</source>
        <translation>各列按发送方“{sender}”已存的对照读取。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; has no header with columns of this kind and is left out.</source>
        <translation>工作表“{sheet}”没有这类表的表头，已跳过。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; has a header but no records below it.</source>
        <translation>工作表“{sheet}”只有表头，没有记录。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, sheet &apos;{sheet}&apos;, row {row}: a header, but no records below it. Is this the filled-in table?</source>
        <translation>文件“{file}”工作表“{sheet}”第 {row} 行：有表头，其下没有记录。这是填好的表吗？</translation>
    </message>
    <message>
        <source>The mapping names headers that are not in the file: {headers}.</source>
        <translation>列对照中的这些表头在文件里没有：{headers}。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: columns read as {pairs}.</source>
        <translation>工作表“{sheet}”：各列读作 {pairs}。</translation>
    </message>
    <message>
        <source>{file}: only its part &apos;{part}&apos; is read.</source>
        <translation>{file}：只读取其中的“{part}”。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; has no placemarks in it.</source>
        <translation>文件“{file}”中没有地标。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, line {line}: the XML is broken ({reason}). Export it again.</source>
        <translation>文件“{file}”第 {line} 行：XML 有损坏（{reason}）。请重新导出。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is refused: its XML declares entities, which no table needs.</source>
        <translation>文件“{file}”不予读取：其 XML 声明了实体，正常的表不需要。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is refused: its XML nests without end.</source>
        <translation>文件“{file}”不予读取：其 XML 嵌套层数过多。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is refused: one placemark has too many parts.</source>
        <translation>文件“{file}”不予读取：有一个地标的组成部分过多。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; has more than {limit} placemarks. Split it.</source>
        <translation>文件“{file}”的地标超过 {limit} 个。请拆分。</translation>
    </message>
    <message>
        <source>The mapping is none: write one line per column as &apos;header: column&apos;.</source>
        <translation>列对照无法使用：请每列写一行，形如“表头: 列名”。</translation>
    </message>
    <message>
        <source>The mapping gives the column &apos;{column}&apos; to {headers}. One header for each column.</source>
        <translation>列对照把列“{column}”给了 {headers}。每列只能对应一个表头。</translation>
    </message>
    <message>
        <source>The mapping turns &apos;{header}&apos; into &apos;{column}&apos;, which is no column of {kind}. Columns: {columns}.</source>
        <translation>列对照把“{header}”对到“{column}”，而 {kind} 没有这一列。可用的列：{columns}。</translation>
    </message>
    <message>
        <source>The mapping &apos;{file}&apos; cannot be read. Give a YAML file saved as UTF-8.</source>
        <translation>列对照“{file}”无法读取。请给出 UTF-8 编码的 YAML 文件。</translation>
    </message>
    <message>
        <source>The mapping is not readable as YAML (line {line}). Write one line per column as &apos;header: column&apos;.</source>
        <translation>列对照不是可读的 YAML（第 {line} 行）。请每列写一行，形如“表头: 列名”。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; has no columns with coordinates; its records are without a place.</source>
        <translation>工作表“{sheet}”没有坐标列；其记录保留为无坐标记录。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;, row {row}: {reason}. Kept as a record without a place.</source>
        <translation>工作表“{sheet}”第 {row} 行：{reason}。已保留为无坐标记录。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {count} more records without a readable coordinate are kept without a place.</source>
        <translation>工作表“{sheet}”：另有 {count} 条坐标无法读出的记录，已保留为无坐标记录。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {said}</source>
        <translation>工作表“{sheet}”：{said}</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {count} areas were turned into a point inside them.</source>
        <translation>工作表“{sheet}”：{count} 个面已取其内部一点。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: of {count} rows with several points the first was taken.</source>
        <translation>工作表“{sheet}”：{count} 行有多个点，取第一个。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {count} lines are no place of a point; their records are kept without a place.</source>
        <translation>工作表“{sheet}”：{count} 条线不能作为点位；其记录保留为无坐标记录。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: the layer itself says {crs}; taken to CGCS2000 (EPSG:4490).</source>
        <translation>工作表“{sheet}”：图层自带坐标系 {crs}；已转为 CGCS2000（EPSG:4490）。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {crs} cannot be turned into CGCS2000 exactly; places may be off by up to 100 m.</source>
        <translation>工作表“{sheet}”：{crs} 不能精确转换为 CGCS2000；位置偏差可能达 100 m。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {count} objects without a tag are taken as WGS 84, as the KML format has it.</source>
        <translation>工作表“{sheet}”：{count} 个没有坐标标记的对象按 KML 格式的规定作为 WGS 84。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {count} geometries lie where their system has no places; their rows are kept without.</source>
        <translation>工作表“{sheet}”：{count} 个几何超出其坐标系的范围；这些行保留为无坐标记录。</translation>
    </message>
    <message>
        <source>a PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>a JPEG picture</source>
        <translation>JPEG 图片</translation>
    </message>
    <message>
        <source>a GIF picture</source>
        <translation>GIF 图片</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>7z 压缩包</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>gzip 压缩包</translation>
    </message>
    <message>
        <source>an RTF document</source>
        <translation>RTF 文档</translation>
    </message>
    <message>
        <source>a CAD drawing</source>
        <translation>CAD 图纸</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序文件</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; has no sheet &apos;{sheet}&apos; with anything in it. It has: {known}.</source>
        <translation>文件“{file}”没有名为“{sheet}”且有内容的工作表。现有：{known}。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is no table: it is {what}. Export the table as xlsx or csv.</source>
        <translation>文件“{file}”不是表格，而是{what}。请把表格导出为 xlsx 或 csv。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is damaged or no {what} file: it does not begin as one. Export it again.</source>
        <translation>文件“{file}”已损坏，或不是 {what} 文件：文件开头不符。请重新导出。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; has {size} MB; text is read up to {limit} MB. Split it, or give it as GeoPackage.</source>
        <translation>文件“{file}”有 {size} MB；文本最多读 {limit} MB。请拆分，或改用 GeoPackage。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is a folder. Choose one file in it.</source>
        <translation>“{file}”是文件夹。请选择其中一个文件。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; cannot be opened: {reason}. Check that it is there and not in use.</source>
        <translation>文件“{file}”打不开：{reason}。请确认文件存在且未被占用。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is empty.</source>
        <translation>文件“{file}”是空的。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; has {size} MB; files are read up to {limit} MB. Split it.</source>
        <translation>文件“{file}”有 {size} MB；最多读 {limit} MB。请拆分。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is protected by a password. Open it, save it without the password, import it again.</source>
        <translation>文件“{file}”有密码保护。请打开后去掉密码另存，再重新导入。</translation>
    </message>
    <message>
        <source>an old Office document without a sheet</source>
        <translation>没有工作表的旧版 Office 文档</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is a web page, whatever its name says. Open it in a spreadsheet program, save it as xlsx.</source>
        <translation>文件“{file}”实为网页，与扩展名不符。请用电子表格软件打开后另存为 xlsx。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is XML of a kind that is not read here. Save it as xlsx or csv.</source>
        <translation>文件“{file}”是不支持的 XML。请另存为 xlsx 或 csv。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is damaged or no spreadsheet. Export it again.</source>
        <translation>文件“{file}”已损坏或不是电子表格。请重新导出。</translation>
    </message>
    <message>
        <source>a zip archive; unpack it and import the files in it</source>
        <translation>zip 压缩包，请解压后导入其中的文件</translation>
    </message>
    <message>
        <source>a document of another program</source>
        <translation>其他软件的文档</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is refused: unpacked it has {count} parts and {size} MB, more than a table needs.</source>
        <translation>文件“{file}”不予读取：解压后有 {count} 个部件、{size} MB，超出表格所需。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is refused: it holds a part that points outside of it (&apos;{part}&apos;).</source>
        <translation>文件“{file}”不予读取：其中的部件“{part}”指向包外。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is refused: its part &apos;{part}&apos; has {size} MB, the limit is {limit} MB. Split it.</source>
        <translation>文件“{file}”不予读取：其中的“{part}”有 {size} MB，上限为 {limit} MB。请拆分。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is damaged or was cut off on the way. Ask for it again, or open it and save it anew.</source>
        <translation>文件“{file}”已损坏或传输不完整。请对方重发，或打开后重新保存。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; is empty and left out.</source>
        <translation>工作表“{sheet}”是空的，已跳过。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; is an old Excel workbook, which cannot be read here. Open it and save it as xlsx.</source>
        <translation>文件“{file}”是旧版 Excel 工作簿，无法读取。请打开后另存为 xlsx。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; lacks its part &apos;{part}&apos;. Ask for all parts of the shapefile (.shp, .shx, .dbf, .prj).</source>
        <translation>文件“{file}”缺少“{part}”。请索取 shapefile 的全部文件（.shp、.shx、.dbf、.prj）。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; breaks off after {count} of {total} rows. Ask for it again.</source>
        <translation>文件“{file}”共 {total} 行，读到第 {count} 行中断。请对方重发。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {count} geometries cannot be read; their rows are kept without.</source>
        <translation>工作表“{sheet}”：{count} 个几何无法读出，这些行保留为无坐标记录。</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Chinese comma</source>
        <translation>中文逗号</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, line {line}: the line is longer than {limit} characters, so this is no table.</source>
        <translation>文件“{file}”第 {line} 行：一行超过 {limit} 个字符，不是表格。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, line {line}: {reason}. A quotation mark that never closes is the usual cause.</source>
        <translation>文件“{file}”第 {line} 行：{reason}。常见原因是引号没有配对。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, row {row}: more than {columns} columns or {rows} rows. Split the file.</source>
        <translation>文件“{file}”第 {row} 行：超过 {columns} 列或 {rows} 行。请拆分文件。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; needs the Python package openpyxl, which is missing here. Save the sheets as csv instead.</source>
        <translation>读取文件“{file}”需要 Python 库 openpyxl，当前未安装。请将工作表另存为 csv。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; is what a filter left behind; left out.</source>
        <translation>工作表“{sheet}”是筛选留下的残留，已跳过。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; is hidden and left out; name it as the sheet to read it.</source>
        <translation>工作表“{sheet}”是隐藏的，已跳过；如需读取，请在工作表参数中指名。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; is a chart and left out.</source>
        <translation>工作表“{sheet}”是图表，已跳过。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, sheet &apos;{sheet}&apos;, row {row}: more than {columns} columns. Is this a table?</source>
        <translation>文件“{file}”工作表“{sheet}”第 {row} 行：超过 {columns} 列。这是表格吗？</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;, row {row}: {count} formulas have no value, such as {formula}. Open the file, save it.</source>
        <translation>工作表“{sheet}”第 {row} 行：有 {count} 个公式没有计算值，如 {formula}。请打开文件并保存一次。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: merged cells were repeated in {count} cells that they span.</source>
        <translation>工作表“{sheet}”：合并单元格的值已填入其跨越的 {count} 个单元格。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;, row {row}: &apos;{word}&apos; cannot be read as {column}; kept in {column}_raw.</source>
        <translation>工作表“{sheet}”第 {row} 行：“{word}”不能读作 {column}；原文保留在 {column}_raw。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos;: {count} more cells cannot be read; their text is kept.</source>
        <translation>工作表“{sheet}”：另有 {count} 个单元格无法读出，原文已保留。</translation>
    </message>
    <message>
        <source>blank row</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>the header again</source>
        <translation>重复的表头</translation>
    </message>
    <message>
        <source>units or filling-in hints below the header</source>
        <translation>表头下的单位或填写说明</translation>
    </message>
    <message>
        <source>a total</source>
        <translation>合计行</translation>
    </message>
    <message>
        <source>a note, not a record</source>
        <translation>备注，不是记录</translation>
    </message>
    <message>
        <source>a title between the rows</source>
        <translation>夹在行间的标题</translation>
    </message>
    <message>
        <source>nothing but a running number</source>
        <translation>只有序号</translation>
    </message>
    <message>
        <source>Known positions and townships contradict each other.</source>
        <translation>已知点位与所填乡镇相互矛盾。</translation>
    </message>
    <message>
        <source>No townships named and no known positions: nothing tells the systems apart.</source>
        <translation>既未填乡镇，也没有已知点位：无从区分坐标系。</translation>
    </message>
    <message>
        <source>Of {count} rows that name a township, {true} lie in it as CGCS2000, {gcj} as GCJ-02, {bd} as BD-09.</source>
        <translation>{count} 行填有乡镇，落在所填乡镇内的：按 CGCS2000 为 {true} 行，按 GCJ-02 为 {gcj} 行，按 BD-09 为 {bd} 行。</translation>
    </message>
    <message>
        <source>{pro} places speak for {best} against {rival}, {contra} the other way.</source>
        <translation>{pro} 个点位支持 {best} 而非 {rival}，{contra} 个相反。</translation>
    </message>
    <message>
        <source>no coordinate</source>
        <translation>没有坐标</translation>
    </message>
    <message>
        <source>longitude: {fault}</source>
        <translation>经度：{fault}</translation>
    </message>
    <message>
        <source>latitude: {fault}</source>
        <translation>纬度：{fault}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>both cells are latitudes</source>
        <translation>两个单元格都是纬度</translation>
    </message>
    <message>
        <source>both cells are longitudes</source>
        <translation>两个单元格都是经度</translation>
    </message>
    <message>
        <source>one cell holds degrees, the other metres</source>
        <translation>一个单元格是度，另一个是米</translation>
    </message>
    <message>
        <source>minutes {value} over 59</source>
        <translation>分 {value} 大于 59</translation>
    </message>
    <message>
        <source>seconds {value} over 59</source>
        <translation>秒 {value} 大于 59</translation>
    </message>
    <message>
        <source>&apos;{value}&apos; is no coordinate</source>
        <translation>“{value}”不是坐标</translation>
    </message>
    <message>
        <source>&apos;{value}&apos; has lost digits to scientific notation</source>
        <translation>“{value}”因科学计数法丢失了位数</translation>
    </message>
    <message>
        <source>{value} is neither degrees nor metres</source>
        <translation>{value} 既不是度也不是米</translation>
    </message>
    <message>
        <source>latitude {value} over 90</source>
        <translation>纬度 {value} 大于 90</translation>
    </message>
    <message>
        <source>{count} rows hold metres, which cannot be {system}: read as metres of a CGCS2000 zone.</source>
        <translation>{count} 行是以米计的坐标，不可能是 {system}：按 CGCS2000 分带坐标读取。</translation>
    </message>
    <message>
        <source>{count} rows are {system}. Its way to CGCS2000 is secret: they are placed by their own numbers and may lie 150 m off. Ask for CGCS2000.</source>
        <translation>{count} 行为 {system}，其转换到 CGCS2000 的参数保密：按原数值落点，偏差可能达 150 m。请索取 CGCS2000 坐标。</translation>
    </message>
    <message>
        <source>{count} rows hold metres that fit no zone in China: they get no place.</source>
        <translation>{count} 行以米计的坐标不属于中国的任何分带：保留为无坐标记录。</translation>
    </message>
    <message>
        <source>{count} rows carry another zone in their numbers than {system}: the numbers hold.</source>
        <translation>{count} 行坐标中的带号与 {system} 不同：以坐标中的带号为准。</translation>
    </message>
    <message>
        <source>{count} rows carry a zone in their numbers: {zones}, taken as {system}.</source>
        <translation>{count} 行坐标带有带号：{zones}，按 {system} 处理。</translation>
    </message>
    <message>
        <source>{count} rows say their own system ({systems}); it holds against {datum}.</source>
        <translation>{count} 行自带坐标系说明（{systems}）；以其为准，不按 {datum}。</translation>
    </message>
    <message>
        <source>These words name no coordinate system known here: {words}.</source>
        <translation>这些词不是可识别的坐标系：{words}。</translation>
    </message>
    <message>
        <source>{count} rows say that they are {system}.</source>
        <translation>{count} 行注明为 {system}。</translation>
    </message>
    <message>
        <source>Longitude and latitude are swapped in {count} of {total} rows: the batch was turned.</source>
        <translation>{total} 行中有 {count} 行经纬度颠倒：整批已对调。</translation>
    </message>
    <message>
        <source>{count} rows hold degrees although {system} is a system of metres: taken as its degrees.</source>
        <translation>{count} 行是以度计的坐标，而 {system} 以米计：按其经纬度处理。</translation>
    </message>
    <message>
        <source>So {count} rows without a declared system are {system}.</source>
        <translation>据此，{count} 行未声明坐标系的记录为 {system}。</translation>
    </message>
    <message>
        <source>Sheet &apos;{sheet}&apos; has only {count} columns of this kind and is left out; to read it, name it.</source>
        <translation>工作表“{sheet}”只有 {count} 列属于这类表，已跳过；如需读取，请指名该工作表。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; (sheet {sheets}): no header of {kind} in the first rows, such as {columns}. Give a mapping.</source>
        <translation>文件“{file}”（工作表 {sheets}）：前几行没有 {kind} 的表头，例如 {columns}。请给出列对照。</translation>
    </message>
    <message>
        <source>Check applications</source>
        <translation>核查站址申请</translation>
    </message>
    <message>
        <source>Site plan</source>
        <translation>站址规划</translation>
    </message>
    <message>
        <source>Checks every application by the rules SP-01 to SP-25: data and coordinates, county and township, the site plan, sharing, spacing, zones, clearances, neighbours. Gives the findings, and for each application an opinion with its reasons. What could not be checked is listed as such and is never a pass.</source>
        <translation>按规则 SP-01 至 SP-25 核查每个申请：数据与坐标、所属县乡、站址规划、共享、站间距、各类管控区、净距、周边建筑。给出核查结果，并对每个申请给出意见和理由。未能核查的逐项列明，绝不视为通过。</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>站址申请</translation>
    </message>
    <message>
        <source>The batch, as importtable writes it.</source>
        <translation>由“导入表格”得到的一批申请。</translation>
    </message>
    <message>
        <source>Planned sites with plan_id, build_type, scene, year.</source>
        <translation>规划站点，含规划编号、建设类型、场景、规划年份。</translation>
    </message>
    <message>
        <source>Existing sites</source>
        <translation>现网站址</translation>
    </message>
    <message>
        <source>Sites in the network, with spare platforms.</source>
        <translation>现网站址，含剩余平台。</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Where given, the operators of a site are those of its cells, not the list on the site.</source>
        <translation>给出时，站址的运营商以其小区为准，不用站址表中的列表。</translation>
    </message>
    <message>
        <source>Opened resources</source>
        <translation>开放资源</translation>
    </message>
    <message>
        <source>Opened public buildings and poles.</source>
        <translation>已开放的公共建筑和杆塔。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>One row per offender and aspect of a rule.</source>
        <translation>每个违反项、每个规则方面一行。</translation>
    </message>
    <message>
        <source>Opinions</source>
        <translation>审查意见</translation>
    </message>
    <message>
        <source>Overlaps</source>
        <translation>占压范围</translation>
    </message>
    <message>
        <source>What a footprint covers of a zone.</source>
        <translation>站点占地压占管控区的部分。</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>提示项</translation>
    </message>
    <message>
        <source>Check the site plan</source>
        <translation>核查站址规划</translation>
    </message>
    <message>
        <source>Sites in the network, for the spacing.</source>
        <translation>现网站址，用于核查站间距。</translation>
    </message>
    <message>
        <source>Progress of the plan</source>
        <translation>规划进度</translation>
    </message>
    <message>
        <source>Counts planned, applied, approved and built sites per county, township and year, and the rate of the task reached. Built are 5G sites on air from 1 January to the date; where no sites are given, what the task table reports.</source>
        <translation>按县、乡镇和年份统计规划、申请、批准和建成的站点数，以及任务完成率。建成数为当年 1 月 1 日至截止日期开通的 5G 站；未给现网站址时取任务表上报数。</translation>
    </message>
    <message>
        <source>Sites with technologies and the date on_air.</source>
        <translation>现网站址，含网络制式和开通日期。</translation>
    </message>
    <message>
        <source>With year and status.</source>
        <translation>含年份和状态。</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>建设任务</translation>
    </message>
    <message>
        <source>County, year, task and built_reported, one row each.</source>
        <translation>县、年份、任务数、上报建成数，每县每年一行。</translation>
    </message>
    <message>
        <source>Counties</source>
        <translation>县级行政区</translation>
    </message>
    <message>
        <source>To count by county.</source>
        <translation>用于按县统计。</translation>
    </message>
    <message>
        <source>Townships</source>
        <translation>乡镇</translation>
    </message>
    <message>
        <source>To count by township.</source>
        <translation>用于按乡镇统计。</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Up to when sites count as built; today when not given.</source>
        <translation>统计建成站点的截止日期；不填为今天。</translation>
    </message>
    <message>
        <source>One row per area and year; rate in %.</source>
        <translation>每个区域每年一行；完成率以 % 计。</translation>
    </message>
    <message>
        <source>County polygons, for the rule &apos;inside the county&apos;.</source>
        <translation>县级行政区面，用于核查“是否在本县内”。</translation>
    </message>
    <message>
        <source>Township polygons with their names.</source>
        <translation>乡镇面，含名称。</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>管控区</translation>
    </message>
    <message>
        <source>One or several layers of farmland, red line, heritage and other zones. The column kind says which; a layer without it is taken by its name.</source>
        <translation>一个或多个图层：永久基本农田、生态红线、文物等管控区。由类别列（kind）区分；没有该列的图层按图层名判断。</translation>
    </message>
    <message>
        <source>Roads and railways</source>
        <translation>公路和铁路</translation>
    </message>
    <message>
        <source>Centrelines (with half_width_m where known) or areas of roads and railways, with their kind.</source>
        <translation>公路和铁路的中心线（已知时含半幅宽度）或面，含类别。</translation>
    </message>
    <message>
        <source>Power lines</source>
        <translation>电力线</translation>
    </message>
    <message>
        <source>Power lines with voltage_kv.</source>
        <translation>电力线，含电压（kV）。</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>建筑</translation>
    </message>
    <message>
        <source>Buildings with kind and height_m.</source>
        <translation>建筑，含类别和高度。</translation>
    </message>
    <message>
        <source>Kinds that are complete</source>
        <translation>资料齐全的类别</translation>
    </message>
    <message>
        <source>Kinds of zones and roads, by commas, of which the layers given hold all there are, or of which there are none. A kind that is neither in a layer nor named here counts as not checked, never as passed.</source>
        <translation>管控区和道路的类别，以逗号分隔：所给图层已包含全部此类要素，或本县没有此类要素。既不在图层中、也未在此列出的类别视为未核查，绝不视为通过。</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>参数集</translation>
    </message>
    <message>
        <source>Name of a shipped profile of limits, or a county&apos;s own YAML file.</source>
        <translation>自带参数集的名称，或本县自己的 YAML 文件。</translation>
    </message>
    <message>
        <source>{rules} checks ran over {rows} rows and {layers} layers with profile {profile}: {blocks} blocks, {errors} errors, {warnings} warnings, {infos} notes, {gaps} not checked.</source>
        <translation>按参数集 {profile}，{rules} 项核查已对 {rows} 行、{layers} 个图层执行：阻断 {blocks}、错误 {errors}、提醒 {warnings}、提示 {infos}、未核查 {gaps}。</translation>
    </message>
    <message>
        <source>Taken as complete: {kinds}.</source>
        <translation>视为资料齐全的类别：{kinds}。</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>面积 (m²)</translation>
    </message>
    <message>
        <source>County or township</source>
        <translation>县或乡镇</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>规划数</translation>
    </message>
    <message>
        <source>Applied for</source>
        <translation>申请数</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>批准数</translation>
    </message>
    <message>
        <source>Built</source>
        <translation>建成数</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务数</translation>
    </message>
    <message>
        <source>Rate of the task (%)</source>
        <translation>任务完成率 (%)</translation>
    </message>
    <message>
        <source>Built according to</source>
        <translation>建成数来源</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>From layer</source>
        <translation>来源图层</translation>
    </message>
    <message>
        <source>{count} rows are declared {system}, but their surroundings speak for {other}; kept as declared.</source>
        <translation>{count} 行声明为 {system}，但周边情况支持 {other}；仍按声明处理。</translation>
    </message>
    <message>
        <source>Undecided: {count} rows that declare no system stay as they are, as if CGCS2000. Name the system.</source>
        <translation>无法判定：{count} 行未声明坐标系，保持原值，暂按 CGCS2000。请指明坐标系。</translation>
    </message>
    <message>
        <source>In {count} of {total} rows X is north and Y is east, as surveyors have it: they were turned.</source>
        <translation>{total} 行中有 {count} 行按测绘习惯 X 为北、Y 为东：已对调。</translation>
    </message>
    <message>
        <source>{count} rows lie {metres} m beside their known positions, all the same way: an older datum, perhaps.</source>
        <translation>{count} 行与已知点位同向偏离 {metres} m：可能用的是旧基准。</translation>
    </message>
    <message>
        <source>The zone of the metres is not given and not proven; possible central meridians: {meridians} E. Name it.</source>
        <translation>平面坐标未给带号，也无法证明；可能的中央经线：东经 {meridians}°。请指明。</translation>
    </message>
    <message>
        <source>Import table</source>
        <translation>导入表格</translation>
    </message>
    <message>
        <source>Intake</source>
        <translation>数据导入</translation>
    </message>
    <message>
        <source>Reads a table as senders give it: xlsx, xls, csv, txt, shapefile, GeoPackage, GeoJSON, KML, KMZ, ovkml, ovkmz. Finds the header below title rows, recognises Chinese and English column names, reads every common notation of coordinates and turns them into CGCS2000. A row is rejected only when it is no record (blank, a total, a header again); a record without a readable coordinate is kept without a place. Rows = accepted + rejected.</source>
        <translation>按发送方的原样读取表格：xlsx、xls、csv、txt、shapefile、GeoPackage、GeoJSON、KML、KMZ、ovkml、ovkmz。跳过标题行找到表头，识别中英文列名，读取各种常见的坐标写法并转为 CGCS2000。只有不是记录的行（空行、合计、重复表头）才剔除；坐标无法读出的记录保留为无坐标记录。读取行数 = 接收 + 剔除。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Tables (*.xlsx *.xlsm *.xls *.csv *.txt *.shp *.dbf *.gpkg *.geojson *.json *.kml *.kmz *.ovkml *.ovkmz)</source>
        <translation>表格 (*.xlsx *.xlsm *.xls *.csv *.txt *.shp *.dbf *.gpkg *.geojson *.json *.kml *.kmz *.ovkml *.ovkmz)</translation>
    </message>
    <message>
        <source>The file as it was sent. What it is, its content says, not its name.</source>
        <translation>收到的原始文件。类型以内容为准，不看扩展名。</translation>
    </message>
    <message>
        <source>Kind of table</source>
        <translation>表的种类</translation>
    </message>
    <message>
        <source>What the rows are: applications 站址申请, plan 站址规划, sites 现网站址, cells 小区, resources 开放资源, places 地点, routes 路线, zones 管控区, measurements 测试, statistics 统计, tasks 任务, gazetteer 地名, counties 县, townships 乡镇, powerlines 电力线, buildings 建筑.</source>
        <translation>每行是什么：applications 站址申请、plan 站址规划、sites 现网站址、cells 小区、resources 开放资源、places 地点、routes 路线、zones 管控区、measurements 测试、statistics 统计、tasks 任务、gazetteer 地名、counties 县、townships 乡镇、powerlines 电力线、buildings 建筑。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Name of the sheet, layer or folder. Empty: all that hold records of this kind.</source>
        <translation>工作表、图层或文件夹的名称。不填：读取所有含有这类记录的。</translation>
    </message>
    <message>
        <source>Coordinates are</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>auto, wgs84, cgcs2000, gcj02, bd09 or a code such as EPSG:4526. auto decides on evidence only: a tag, known positions, the named townships; else the coordinates stay as they are, and the evidence says so.</source>
        <translation>auto、wgs84、cgcs2000、gcj02、bd09，或代码如 EPSG:4526。auto 只凭证据判定：坐标标记、已知点位、所填乡镇；证据不足时坐标保持原值，并在判定依据中说明。</translation>
    </message>
    <message>
        <source>Column names of this sender</source>
        <translation>该发送方的列对照</translation>
    </message>
    <message>
        <source>YAML, or the path of a YAML file: &apos;header: column&apos; per line, or sender and columns.</source>
        <translation>YAML 或 YAML 文件路径：每行“表头: 列名”，或含发送方（sender）和各列（columns）。</translation>
    </message>
    <message>
        <source>To judge coordinates by.</source>
        <translation>用于判定坐标系。</translation>
    </message>
    <message>
        <source>Judges coordinates by the township that each row names.</source>
        <translation>按每行所填乡镇判定坐标系。</translation>
    </message>
    <message>
        <source>Known positions</source>
        <translation>已知点位</translation>
    </message>
    <message>
        <source>A layer in which some rows are known by plan_id, site_id or name: the surest evidence.</source>
        <translation>一个图层，其中部分行可按规划编号、站址编码或名称对上：最可靠的证据。</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入结果</translation>
    </message>
    <message>
        <source>The records with the columns of their kind, sheet and row.</source>
        <translation>各条记录，含该类表的列、工作表和行号。</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>剔除的行</translation>
    </message>
    <message>
        <source>What is no record: sheet, row, text, reason.</source>
        <translation>不是记录的行：工作表、行号、原文、原因。</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>读取行数</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录数</translation>
    </message>
    <message>
        <source>Coordinates were</source>
        <translation>判定的坐标系</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>判定依据</translation>
    </message>
    <message>
        <source>{rows} rows read: {accepted} records, {rejected} rejected.</source>
        <translation>读取 {rows} 行：接收 {accepted} 条记录，剔除 {rejected} 行。</translation>
    </message>
    <message>
        <source>Nobody can convert to {system} exactly without its parameters, which are secret.</source>
        <translation>{system} 的转换参数保密，无法精确转换。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; holds {x}, {y}, which are no degrees. Say its zone in FROM, such as EPSG:4526.</source>
        <translation>图层“{layer}”的坐标 {x}, {y} 不是度。请在 FROM 参数中给出分带，如 EPSG:4526。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; has no sheet with anything in it (sheets: {sheets}).</source>
        <translation>文件“{file}”的所有工作表都是空的（工作表：{sheets}）。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, line {line}: a quotation mark opens here and never closes. Remove it, import again.</source>
        <translation>文件“{file}”第 {line} 行：此处的引号没有配对。请去掉后重新导入。</translation>
    </message>
    <message>
        <source>&apos;{word}&apos; names no coordinate system. Give wgs84, cgcs2000, gcj02, bd09 or a code such as EPSG:4526.</source>
        <translation>“{word}”不是坐标系名称。请给 wgs84、cgcs2000、gcj02、bd09，或代码如 EPSG:4526。</translation>
    </message>
    <message>
        <source>{best} of {total} rows fall into place with central meridian {meridian} E, {second} with another.</source>
        <translation>{total} 行中有 {best} 行按中央经线东经 {meridian}° 落在应在之处，按其他中央经线的为 {second} 行。</translation>
    </message>
    <message>
        <source>Convert coordinate system</source>
        <translation>转换坐标系</translation>
    </message>
    <message>
        <source>Points, lines or areas.</source>
        <translation>点、线或面图层。</translation>
    </message>
    <message>
        <source>What the numbers really are: wgs84, cgcs2000, gcj02, bd09, or a code such as EPSG:4526. The layer&apos;s own system only leads from metres to degrees; a code of a system of metres holds against it.</source>
        <translation>坐标数值实际所属的坐标系：wgs84、cgcs2000、gcj02、bd09，或代码如 EPSG:4526。图层自带的坐标系只用于从米换算到度；此处给出以米计的坐标系代码时，以该代码为准。</translation>
    </message>
    <message>
        <source>Coordinates become</source>
        <translation>坐标转为</translation>
    </message>
    <message>
        <source>wgs84, cgcs2000, gcj02, bd09, or a code such as EPSG:4526. Beijing 1954 and Xi&apos;an 1980 cannot be reached exactly and are refused.</source>
        <translation>wgs84、cgcs2000、gcj02、bd09，或代码如 EPSG:4526。北京 1954 和西安 1980 无法精确转换，不予接受。</translation>
    </message>
    <message>
        <source>Converted</source>
        <translation>转换结果</translation>
    </message>
    <message>
        <source>The layer with the same columns.</source>
        <translation>图层，列不变。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; has no geometry to convert.</source>
        <translation>图层“{layer}”没有可转换的几何。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; says {crs}, whose way to CGCS2000 is secret: the result may be 150 m off.</source>
        <translation>图层“{layer}”标为 {crs}，其转换到 CGCS2000 的参数保密：结果偏差可能达 150 m。</translation>
    </message>
    <message>
        <source>Beijing 1954</source>
        <translation>北京 1954</translation>
    </message>
    <message>
        <source>Xi&apos;an 1980</source>
        <translation>西安 1980</translation>
    </message>
    <message>
        <source>Half of {count} rows with a known position lie within {true} m of it as CGCS2000, {gcj} m as GCJ-02, {bd} m as BD-09.</source>
        <translation>{count} 行有已知点位，其中一半与之相距不超过：按 CGCS2000 {true} m，按 GCJ-02 {gcj} m，按 BD-09 {bd} m。</translation>
    </message>
    <message>
        <source>Moves every vertex of a layer between WGS 84, CGCS2000, GCJ-02 (高德, 腾讯), BD-09 (百度) and any system with an EPSG code. Offsets are undone to less than a millimetre. All columns and all kinds of geometry stay. The result carries EPSG:4490, or the code given in TO. GCJ-02 and BD-09 have no code: their layer carries EPSG:4490 too, says so in its name, and fits only the web map it is meant for.</source>
        <translation>在 WGS 84、CGCS2000、GCJ-02（高德、腾讯）、BD-09（百度）以及任何有 EPSG 代码的坐标系之间转换图层的每个顶点。偏移还原误差小于 1 毫米。所有列和各种几何类型都保留。结果为 EPSG:4490，或“坐标转为”中给出的代码。GCJ-02 和 BD-09 没有代码：其图层也标为 EPSG:4490，并在图层名中注明，只适合叠加在相应的网络地图上。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos;, sheet &apos;{sheet}&apos;, row {row}: more than {cells} cells. Split the file.</source>
        <translation>文件“{file}”工作表“{sheet}”第 {row} 行：单元格超过 {cells} 个。请拆分文件。</translation>
    </message>
    <message>
        <source>{file}: its .cpg says another encoding, but the text is valid {encoding}.</source>
        <translation>{file}：.cpg 写的是另一种编码，但文本是有效的 {encoding}。</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>面</translation>
    </message>
    <message>
        <source>{count} shapes of another family than {family} are kept as text in geometry_text: a layer holds one family.</source>
        <translation>一个图层只能存一类图形：{count} 个不是{family}的图形以文本保留在 geometry_text 中。</translation>
    </message>
    <message>
        <source>Match opened resources</source>
        <translation>匹配开放资源</translation>
    </message>
    <message>
        <source>Lists for every planned or applied site the opened resources within its allowed deviation and the existing sites within sharing distance, ranked, with why each fits or not. The answer is share where one fits, visit where one may fit and something about it is unknown, build where none does.</source>
        <translation>为每个规划站或申请站列出允许偏离范围内的开放资源和共享距离内的现网站址，排出名次，并说明各自可用或不可用的理由。有可用的，答复“可共享”；可能可用但情况不明的，答复“先踏勘”；均不可用的，答复“可新建”。</translation>
    </message>
    <message>
        <source>Planned or applied sites</source>
        <translation>规划站或申请站</translation>
    </message>
    <message>
        <source>A site plan or a batch of applications.</source>
        <translation>站址规划或一批申请。</translation>
    </message>
    <message>
        <source>The register, placed; uncertainty_m is carried along.</source>
        <translation>已定位的开放资源清单；uncertainty_m（位置不确定度）参与判断。</translation>
    </message>
    <message>
        <source>Radius (m)</source>
        <translation>半径 (m)</translation>
    </message>
    <message>
        <source>One radius for all instead of each site&apos;s allowed deviation and the profile&apos;s sharing distance.</source>
        <translation>所有站点统一用此半径，不再用各站的允许偏离和参数文件的共享距离。</translation>
    </message>
    <message>
        <source>Share or build</source>
        <translation>共享或新建</translation>
    </message>
    <message>
        <source>The sites, each with its answer and why.</source>
        <translation>各站点及其答复和理由。</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Every candidate of every site, ranked.</source>
        <translation>各站点的全部候选，按名次排列。</translation>
    </message>
    <message>
        <source>{share} sites can share, {visit} need a visit first, {build} must be built.</source>
        <translation>{share} 个站点可共享，{visit} 个须先踏勘，{build} 个可新建。</translation>
    </message>
    <message>
        <source>The existing sites need the column site_id, by which their cells are found.</source>
        <translation>现网站址须有 site_id（站址编码）列，才能找到所属小区。</translation>
    </message>
    <message>
        <source>The tasks need the columns county, year and task.</source>
        <translation>任务表须有 county（县）、year（年份）、task（任务数）三列。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos; extends itself.</source>
        <translation>参数文件“{file}”引用了自己。</translation>
    </message>
    <message>
        <source>Profile &apos;{file}&apos;: &apos;{key}&apos; must be a list of words.</source>
        <translation>参数文件“{file}”：“{key}”必须是词语列表。</translation>
    </message>
    <message>
        <source>{name} is in {crs}: its positions may be off by a hundred metres. Convert it with your office&apos;s parameters.</source>
        <translation>{name} 的坐标系为 {crs}：位置可能有上百米偏差，请用本单位的转换参数先行转换。</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>可共享</translation>
    </message>
    <message>
        <source>Visit first</source>
        <translation>先踏勘</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>可新建</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>May fit</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Existing site</source>
        <translation>现网站址</translation>
    </message>
    <message>
        <source>Opened resource</source>
        <translation>开放资源</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Best candidate</source>
        <translation>首选候选</translation>
    </message>
    <message>
        <source>Kind of the best candidate</source>
        <translation>首选候选类型</translation>
    </message>
    <message>
        <source>Distance of the best candidate (m)</source>
        <translation>首选候选距离 (m)</translation>
    </message>
    <message>
        <source>Candidates that fit</source>
        <translation>可用候选数</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Kind of candidate</source>
        <translation>候选类型</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Distance (m)</source>
        <translation>距离 (m)</translation>
    </message>
    <message>
        <source>Uncertainty (m)</source>
        <translation>不确定度 (m)</translation>
    </message>
    <message>
        <source>Check the register of resources</source>
        <translation>核查开放资源名录</translation>
    </message>
    <message>
        <source>Checks the register of opened public resources by the rules OR-01 to OR-15: columns, places, duplicates, the owner's duty, the order of status, stale rows, evidence of publication, sites built, heritage and military areas, heights, fees, and what must not be published. Counts places (处): one for each row that was opened, refused and unusable ones included; rows of one name and owner, or of like names nearer than 20 m, count once; proposed and withdrawn rows do not count. Poles are summed apart. What could not be checked is listed as such and is never a pass.</source>
        <translation>按 OR-01 至 OR-15 核查公共资源开放名录：列、位置、重复、单位的开放义务、状态顺序、久未推进、公布依据、已建站址、文物和军事范围、高度、费用，以及不得公开的内容。统计处数：凡已公布的行计 1 处（含拒绝、踏勘不可用）；同名同单位，或相距不足 20 米且名称相近的，只计一次；拟开放和已撤回的不计。杆数另计。无法核查的逐条列出，绝不算通过。</translation>
    </message>
    <message>
        <source>The register, as importtable or placeaddresses writes it; uncertainty_m is carried along.</source>
        <translation>名录，即“导入表格”或“地址落点”的结果；位置不确定度（uncertainty_m）一并计入。</translation>
    </message>
    <message>
        <source>Sites in the network, by which built resources are proved.</source>
        <translation>现网站址，用于印证已建成的资源。</translation>
    </message>
    <message>
        <source>Previous register</source>
        <translation>上一版名录</translation>
    </message>
    <message>
        <source>The version before this one, compared row by row through resource_id.</source>
        <translation>本版之前的一版，按资源编号（resource_id）逐行比对。</translation>
    </message>
    <message>
        <source>Planned sites: which have no opened resource in reach, and whether heights fit.</source>
        <translation>规划站：哪些在允许偏离内没有开放资源，高度是否合适。</translation>
    </message>
    <message>
        <source>The day on which rows are found stale; today when not given.</source>
        <translation>判断是否久未推进的日期；不填为今天。</translation>
    </message>
    <message>
        <source>Register, reviewed</source>
        <translation>名录核查结果</translation>
    </message>
    <message>
        <source>The resources with counted (1 or 0), the numbers of findings by severity, and the reasons.</source>
        <translation>各资源，附是否计入处数（counted，1 或 0）、各级问题数和原因。</translation>
    </message>
    <message>
        <source>Places counted (处)</source>
        <translation>计入处数</translation>
    </message>
    <message>
        <source>Poles of these</source>
        <translation>其中杆数</translation>
    </message>
    <message>
        <source>{rows} rows count as {counted} places (处), with {poles} poles, on {date}.</source>
        <translation>{rows} 行计为 {counted} 处，杆 {poles} 根（{date}）。</translation>
    </message>
    <message>
        <source>Progress of the register</source>
        <translation>名录进度</translation>
    </message>
    <message>
        <source>Counts the places (处) opened, surveyed, usable, signed, built and withdrawn by the end of every year and month, per county, township and owner class. Each status counts from its own date (published_on, surveyed_on, signed_on, built_on, withdrawn_on) and takes in those before it; duplicates count once; opened leaves out what was withdrawn. A figure whose dates are missing is empty, never 0; undated says in how many places a date is missing. With PUBLIC the export is fit to be published: only the columns of a public register, without phone numbers, names of people and bodies that guard the border, with coarse coordinates. The figures are the same.</source>
        <translation>按县、乡镇和单位性质，统计截至每年、每月末开放、踏勘、可用、签约、建成和撤回的处数。各状态按各自日期（公布、踏勘、签约、建成、撤回日期）计，后一状态含前一状态；重复只计一次；开放数不含已撤回的。缺日期的数字留空，绝不写 0；undated 为缺日期的处数。选中“供公开”（PUBLIC）时，导出的名录可以公开：只留公开名录的列，去除电话号码、个人姓名和守边单位，坐标取粗。统计数字不变。</translation>
    </message>
    <message>
        <source>The register, with the dates of its statuses.</source>
        <translation>名录，含各状态的日期。</translation>
    </message>
    <message>
        <source>The last day that counts; today when not given.</source>
        <translation>统计截止日期；不填为今天。</translation>
    </message>
    <message>
        <source>For the public</source>
        <translation>供公开</translation>
    </message>
    <message>
        <source>Make the export fit to be published.</source>
        <translation>使导出的名录可以公开。</translation>
    </message>
    <message>
        <source>One row per area, period (year and month) and owner class; cumulative at the end of the period.</source>
        <translation>每个区域、时段（年、月）、单位性质一行；为时段末的累计数。</translation>
    </message>
    <message>
        <source>Register for handing on</source>
        <translation>对外名录</translation>
    </message>
    <message>
        <source>The register; with PUBLIC its public version, as the column edition says.</source>
        <translation>名录；选中“供公开”时为公开版，见 edition 列。</translation>
    </message>
    <message>
        <source>No dates for: {measures}. These figures are empty, not 0.</source>
        <translation>缺日期：{measures}。这些数字留空，不是 0。</translation>
    </message>
    <message>
        <source>In {count} places the date of a status is missing.</source>
        <translation>{count} 处缺某一状态的日期。</translation>
    </message>
    <message>
        <source>Public version: {rows} rows, {left_out} left out (border bodies, proposed, withdrawn).</source>
        <translation>公开版：{rows} 行，略去 {left_out} 行（守边单位、拟开放、已撤回）。</translation>
    </message>
    <message>
        <source>The address cannot be read. It begins with https:// and names a host.</source>
        <translation>地址无法识别。地址应以 https:// 开头并写明主机。</translation>
    </message>
    <message>
        <source>&apos;{address}&apos; is not an https address. A register is fetched over https only, with certificate checks.</source>
        <translation>“{address}”不是 https 地址。名录只通过 https 获取，并校验证书。</translation>
    </message>
    <message>
        <source>{host} gave an empty answer, not a register.</source>
        <translation>{host} 返回空内容，不是名录。</translation>
    </message>
    <message>
        <source>The address gave a web page, not a register ({host}, page title: {title}). Perhaps it asks to log in: choose an authentication configuration of QGIS. Or it is the page about the register: copy the link of the file itself.</source>
        <translation>该地址返回的是网页，不是名录（{host}，网页标题：{title}）。可能要求登录：请选择 QGIS 的认证配置；也可能是介绍名录的页面：请复制文件本身的链接。</translation>
    </message>
    <message>
        <source>{host} gave JSON that nests without end; it is refused.</source>
        <translation>{host} 返回的 JSON 嵌套过深，已拒绝。</translation>
    </message>
    <message>
        <source>{host} gave JSON that breaks off or is damaged.</source>
        <translation>{host} 返回的 JSON 不完整或已损坏。</translation>
    </message>
    <message>
        <source>{host} did not answer in JSON. Is this the address of such a service?</source>
        <translation>{host} 没有返回 JSON。该地址是这类服务的地址吗？</translation>
    </message>
    <message>
        <source>{host} asks who you are (status {status}). Choose an authentication configuration of QGIS, or check the one chosen.</source>
        <translation>{host} 要求验证身份（状态码 {status}）。请选择 QGIS 的认证配置，或检查所选的配置。</translation>
    </message>
    <message>
        <source>{host} answers with an error: {code} {said}</source>
        <translation>{host} 返回错误：{code} {said}</translation>
    </message>
    <message>
        <source>{host} gave XML that breaks off or is damaged.</source>
        <translation>{host} 返回的 XML 不完整或已损坏。</translation>
    </message>
    <message>
        <source>{host} gave XML with entities or a document type; it is refused.</source>
        <translation>{host} 返回的 XML 含实体或文档类型声明，已拒绝。</translation>
    </message>
    <message>
        <source>{host} gave JSON without a list of records.</source>
        <translation>{host} 返回的 JSON 中没有记录列表。</translation>
    </message>
    <message>
        <source>{host} gave more than {limit} rows.</source>
        <translation>{host} 返回的行数超过 {limit}。</translation>
    </message>
    <message>
        <source>This is no address of an ArcGIS feature service: it has /FeatureServer/0 or /MapServer/0 in it.</source>
        <translation>这不是 ArcGIS 要素服务的地址：地址中应有 /FeatureServer/0 或 /MapServer/0。</translation>
    </message>
    <message>
        <source>{host} does not say how many rows there are.</source>
        <translation>{host} 没有说明共有多少行。</translation>
    </message>
    <message>
        <source>{host} gives its rows without object ids; they cannot be fetched in pages.</source>
        <translation>{host} 的记录没有对象编号，无法分页获取。</translation>
    </message>
    <message>
        <source>The service has several layers; add the number of one to the address (…/FeatureServer/0): {layers}.</source>
        <translation>该服务有多个图层，请在地址后写明其中一个的编号（…/FeatureServer/0）：{layers}。</translation>
    </message>
    <message>
        <source>{host} broke off in the middle of its answer.</source>
        <translation>{host} 的内容传到一半中断。</translation>
    </message>
    <message>
        <source>{host} packs its answer as &apos;{packing}&apos;, which was not asked for and is not read.</source>
        <translation>{host} 以“{packing}”方式压缩内容，这不在请求之列，无法读取。</translation>
    </message>
    <message>
        <source>{host} sent a packed answer that is damaged.</source>
        <translation>{host} 发来的压缩内容已损坏。</translation>
    </message>
    <message>
        <source>The register was not there after {seconds} s, which is the time limit. The former one is kept.</source>
        <translation>已到时限 {seconds} 秒，名录仍未取全。原名录保留不变。</translation>
    </message>
    <message>
        <source>The answer is larger than {limit} MB, which is the size limit. The former register is kept.</source>
        <translation>内容超过大小上限 {limit} MB。原名录保留不变。</translation>
    </message>
    <message>
        <source>{host} sends from one address to the next without end.</source>
        <translation>{host} 反复转到别的地址，没有尽头。</translation>
    </message>
    <message>
        <source>{host} answered {status}.</source>
        <translation>{host} 返回状态码 {status}。</translation>
    </message>
    <message>
        <source>{host} has nothing at this address (status {status}).</source>
        <translation>{host} 的这个地址没有内容（状态码 {status}）。</translation>
    </message>
    <message>
        <source>{host} refuses the request (status {status}).</source>
        <translation>{host} 拒绝请求（状态码 {status}）。</translation>
    </message>
    <message>
        <source>{host} is busy and asks to come back in {seconds} s. The former register is kept.</source>
        <translation>{host} 繁忙，要求 {seconds} 秒后再来。原名录保留不变。</translation>
    </message>
    <message>
        <source>{host} sends on to an address that is not https. Such a redirect is not followed.</source>
        <translation>{host} 转到非 https 地址，不予跟随。</translation>
    </message>
    <message>
        <source>{host} does not continue its answer where it broke off.</source>
        <translation>{host} 不能从中断处续传。</translation>
    </message>
    <message>
        <source>The certificate of {host} is not to be trusted: {reason}. Nothing was sent.</source>
        <translation>{host} 的证书不可信：{reason}。未发送任何内容。</translation>
    </message>
    <message>
        <source>The proxy set in QGIS is of a kind that cannot be used here. Set an HTTP proxy.</source>
        <translation>QGIS 中设置的代理类型在此无法使用，请设置 HTTP 代理。</translation>
    </message>
    <message>
        <source>The proxy set in QGIS does not connect to {host}.</source>
        <translation>QGIS 中设置的代理无法连接 {host}。</translation>
    </message>
    <message>
        <source>{host} is silent.</source>
        <translation>{host} 没有响应。</translation>
    </message>
    <message>
        <source>The connection to {host} fails or breaks off.</source>
        <translation>与 {host} 的连接失败或中断。</translation>
    </message>
    <message>
        <source>it has expired</source>
        <translation>证书已过期</translation>
    </message>
    <message>
        <source>it is of another host</source>
        <translation>证书属于别的主机</translation>
    </message>
    <message>
        <source>nobody known here has signed it</source>
        <translation>签发者不受本机信任</translation>
    </message>
    <message>
        <source>it is not yet valid; is the clock of this machine right?</source>
        <translation>证书尚未生效，本机时钟是否正确</translation>
    </message>
    <message>
        <source>the check fails</source>
        <translation>校验未通过</translation>
    </message>
    <message>
        <source>{host} gives no proper length of its answer.</source>
        <translation>{host} 给出的内容长度无效。</translation>
    </message>
    <message>
        <source>{host} sends more than the length it announces.</source>
        <translation>{host} 发来的内容比声明的长度多。</translation>
    </message>
    <message>
        <source>&apos;{form}&apos; is no format. Formats: {known}.</source>
        <translation>“{form}”不是可用的格式。可用格式：{known}。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is no place for a file: choose a file in a folder that exists.</source>
        <translation>“{file}”不能作为保存文件：请选择已有文件夹中的文件。</translation>
    </message>
    <message>
        <source>{host} gave {kind}, not {form}. Choose another format.</source>
        <translation>{host} 返回的是 {kind}，不是 {form}。请选择别的格式。</translation>
    </message>
    <message>
        <source>{host} does not say how long the register is, so that a cut would go unnoticed. Save it with a browser and use &apos;Import table&apos;.</source>
        <translation>{host} 没有说明名录的长度，中断将无法察觉。请用浏览器保存后使用“导入表格”。</translation>
    </message>
    <message>
        <source>{host} says that there are {total} rows and gave {count}. The former register is kept.</source>
        <translation>{host} 声明共 {total} 行，实际给出 {count} 行。原名录保留不变。</translation>
    </message>
    <message>
        <source>The service has several layers; add one to the address as &amp;typeNames=…: {layers}.</source>
        <translation>该服务有多个图层，请在地址后以 &amp;typeNames=… 写明其中一个：{layers}。</translation>
    </message>
    <message>
        <source>{host} gave GML that cannot be read.</source>
        <translation>{host} 返回的 GML 无法读取。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is being fetched by another run.</source>
        <translation>“{file}”正由另一次运行获取。</translation>
    </message>
    <message>
        <source>The register cannot be written to &apos;{folder}&apos;: {reason}. The former one is kept.</source>
        <translation>名录无法写入“{folder}”：{reason}。原名录保留不变。</translation>
    </message>
    <message>
        <source>{host} continues its register on another server or without https. That is not followed.</source>
        <translation>{host} 的后续页在别的服务器上或不是 https，不予跟随。</translation>
    </message>
    <message>
        <source>{host}: page {page} repeats rows of an earlier page. The register cannot be fetched in pages.</source>
        <translation>{host}：第 {page} 页与前面的页有重复行，名录无法分页获取。</translation>
    </message>
    <message>
        <source>{host}: the pages have no end.</source>
        <translation>{host}：分页没有尽头。</translation>
    </message>
    <message>
        <source>{host}: the register changed while it was fetched. Fetch it again.</source>
        <translation>{host}：名录在获取过程中有变动，请重新获取。</translation>
    </message>
    <message>
        <source>{host} does not answer as a WFS. Check the address.</source>
        <translation>{host} 没有按 WFS 响应，请检查地址。</translation>
    </message>
    <message>
        <source>Counted as a place (处)</source>
        <translation>计入处数</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>已开放</translation>
    </message>
    <message>
        <source>Surveyed</source>
        <translation>已踏勘</translation>
    </message>
    <message>
        <source>Usable</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签约</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Places without a date</source>
        <translation>缺日期处数</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Fetch register</source>
        <translation>获取名录</translation>
    </message>
    <message>
        <source>Fetches the register of opened resources from an https address and reads it like &apos;Import table&apos;: csv, xlsx, json, GeoJSON, WFS, ArcGIS feature service. Nothing is sent but this request, and only when you run it. Certificates are always checked; proxy and trusted certificates are those of QGIS. The register in the file is replaced only when the new one is whole and can be read; a run that was cut off is continued by the next.</source>
        <translation>从 https 地址获取开放资源名录，按“导入表格”的方式读取：csv、xlsx、json、GeoJSON、WFS、ArcGIS 要素服务。除这次请求外不发送任何内容，且仅在您运行时发送。始终校验证书；代理和受信任的证书采用 QGIS 的设置。只有新名录完整且可读时才替换文件中的名录；中断的获取由下一次运行接着进行。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Begins with https://. Of a WFS or an ArcGIS service: the address of the layer (…/wfs?typeNames=…, …/FeatureServer/0). QGIS keeps addresses in its history: put passwords into an authentication configuration, not here.</source>
        <translation>以 https:// 开头。WFS 或 ArcGIS 服务请写图层的地址（…/wfs?typeNames=…、…/FeatureServer/0）。QGIS 的历史记录会保留地址：密码请放入认证配置，不要写在这里。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>auto goes by the address and by what comes. json is a list of records.</source>
        <translation>auto 按地址和返回内容判断。json 为记录列表。</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>身份认证</translation>
    </message>
    <message>
        <source>A configuration of QGIS&apos;s authentication store whose method sends a header.</source>
        <translation>QGIS 认证库中的配置，其方式应通过请求头发送。</translation>
    </message>
    <message>
        <source>Register as it came</source>
        <translation>名录原件</translation>
    </message>
    <message>
        <source>Registers (*.csv *.xlsx *.json *.geojson)</source>
        <translation>名录 (*.csv *.xlsx *.json *.geojson)</translation>
    </message>
    <message>
        <source>Keeps the register as fetched (services: as GeoJSON). With it an unchanged register is not sent again, and a run that was cut off goes on where it stopped.</source>
        <translation>保存获取的名录原件（服务存为 GeoJSON）。有了它，未变动的名录不再重传，中断的获取从停下处继续。</translation>
    </message>
    <message>
        <source>Size limit (MB)</source>
        <translation>大小上限（MB）</translation>
    </message>
    <message>
        <source>More than this is refused.</source>
        <translation>超过即拒绝。</translation>
    </message>
    <message>
        <source>Time limit (s)</source>
        <translation>时限（秒）</translation>
    </message>
    <message>
        <source>For the whole fetch, repeated requests and pauses too.</source>
        <translation>整个获取过程，含重试和等待。</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>名录</translation>
    </message>
    <message>
        <source>The records with the columns of opened resources.</source>
        <translation>带开放资源各字段的记录。</translation>
    </message>
    <message>
        <source>What was fetched</source>
        <translation>获取了什么</translation>
    </message>
    <message>
        <source>QGIS keeps this address in its history, password and all. Use an authentication configuration instead.</source>
        <translation>QGIS 的历史记录会保留这个地址，包括其中的密码。请改用认证配置。</translation>
    </message>
    <message>
        <source>{address}, fetched {at}, {size} bytes, ETag {etag}</source>
        <translation>{address}，获取于 {at}，{size} 字节，ETag {etag}</translation>
    </message>
    <message>
        <source>the server says that it is unchanged since</source>
        <translation>服务器称此后没有变动</translation>
    </message>
    <message>
        <source>The service gave latitude before longitude; the places were turned.</source>
        <translation>该服务的坐标纬度在前，已调换为经度在前。</translation>
    </message>
    <message>
        <source>The authentication store has no configuration &apos;{authcfg}&apos;.</source>
        <translation>认证库中没有配置“{authcfg}”。</translation>
    </message>
    <message>
        <source>The authentication configuration &apos;{authcfg}&apos; cannot be used for fetching: its method sends no header. Basic, API header and token methods do.</source>
        <translation>认证配置“{authcfg}”不能用于获取：其方式不发送请求头。Basic、API header 和令牌方式可以。</translation>
    </message>
    <message>
        <source>The service does not say how many rows it has; whether all came cannot be checked.</source>
        <translation>该服务没有说明共有多少行，无法核对是否取全。</translation>
    </message>
    <message>
        <source>File &apos;{file}&apos; names its coordinate system by a link, which is not followed. Save it anew.</source>
        <translation>文件“{file}”用链接指明坐标系，本插件不访问链接。请重新另存该文件。</translation>
    </message>
    <message>
        <source>The gazetteer has no names: it needs a column name (名称).</source>
        <translation>地名图层没有名称：须有 name（名称）列。</translation>
    </message>
    <message>
        <source>Place addresses</source>
        <translation>地址定位</translation>
    </message>
    <message>
        <source>Places the rows of a register by their address, name and owner, looked up in named layers of your own: villages, townships, buildings, estates, streets. A building is given only when one alone fits; else the village or street, else the township, else none, with the reason. Rows that have a place keep it. uncertainty_m says how far a place may be off and is carried into every later distance.</source>
        <translation>按地址、名称和物业单位，在用户自有的地名图层（乡镇、村、建筑、小区、街路）中为目录各行定位。只有唯一相符时才定到建筑，否则定到村或街路，再否则定到乡镇，仍不能确定的不定位，并说明理由。已有位置的行保持不变。uncertainty_m 为位置可能偏离的米数，此后各项距离均计入。</translation>
    </message>
    <message>
        <source>The register: address, and name, owner, township where it has them. A place given by hand stays.</source>
        <translation>开放目录：地址，以及名称、物业单位、乡镇（如有）。手工所定位置不变。</translation>
    </message>
    <message>
        <source>Named places</source>
        <translation>地名图层</translation>
    </message>
    <message>
        <source>One or several layers with names (name); kind, township and other names (also) are used where given. Points, lines or areas.</source>
        <translation>一个或多个有名称（name）的图层；如有类别（kind）、所属乡镇（township）、别名（also）则一并使用。点、线、面均可。</translation>
    </message>
    <message>
        <source>Township polygons with their names: the last resort, with their radius as uncertainty.</source>
        <translation>带名称的乡镇面：最后的依据，以其半径为不确定度。</translation>
    </message>
    <message>
        <source>County</source>
        <translation>县</translation>
    </message>
    <message>
        <source>The county's name, such as 东兴市. Empty: the one that the names or the addresses begin with.</source>
        <translation>县名，如东兴市。留空则取地名或地址开头最常见者。</translation>
    </message>
    <message>
        <source>Placed resources</source>
        <translation>已定位资源</translation>
    </message>
    <message>
        <source>All rows; those without a certain place have none.</source>
        <translation>全部各行；不能确定位置的没有坐标。</translation>
    </message>
    <message>
        <source>Rows with a place</source>
        <translation>有位置的行数</translation>
    </message>
    <message>
        <source>Rows without a place</source>
        <translation>无位置的行数</translation>
    </message>
    <message>
        <source>Rows that had a place</source>
        <translation>原有位置的行数</translation>
    </message>
    <message>
        <source>Placed to the building</source>
        <translation>定位到建筑的行数</translation>
    </message>
    <message>
        <source>Placed to the street or village</source>
        <translation>定位到街路或村的行数</translation>
    </message>
    <message>
        <source>Placed to the township</source>
        <translation>定位到乡镇的行数</translation>
    </message>
    <message>
        <source>Layer '{layer}' has no column address (地址), name (名称) or owner (物业所属单位).</source>
        <translation>图层“{layer}”没有 address（地址）、name（名称）、owner（物业所属单位）中的任何一列。</translation>
    </message>
    <message>
        <source>{kept} rows had a place and keep it; {building} placed to the building, {street} to the street or village, {township} to the township; {none} not placed.</source>
        <translation>{kept} 行原有位置，保持不变；{building} 行定位到建筑，{street} 行到街路或村，{township} 行到乡镇；{none} 行未定位。</translation>
    </message>
    <message>
        <source>To be settled by a visit</source>
        <translation>待踏勘核实</translation>
    </message>
    <message>
        <source>Find locations</source>
        <translation>选址范围</translation>
    </message>
    <message>
        <source>For each planned or applied site the part of its deviation circle in which no rule of the site plan that blocks or is an error finds fault, for its type and height: by the same rules and limits as checking applications. Gives the nearest place that passes, with shift and bearing, the hosts inside, what shuts out the rest, and a request to change the plan where no place passes. A layer that is not given shuts nothing out: every row names what was not checked.</source>
        <translation>对每个规划站或申请站，按其类型和高度，求出允许偏离圆内不违反任何“阻断”“错误”级规则的部分；规则和限值与核查申请完全相同。同时给出最近的可用位置（移动距离和方位）、范围内可共享的站址和开放资源、其余部分因何不可用；没有可用位置的，生成规划调整申请。未提供的图层不会排除任何位置，每行都列出未核查的内容。</translation>
    </message>
    <message>
        <source>For applications: the circle lies round the planned site that each belongs to. Without it, round the applied place, and the row says so.</source>
        <translation>用于申请：圆以各申请所属的规划站为圆心。未提供时以申请位置为圆心，并在该行注明。</translation>
    </message>
    <message>
        <source>Sites in the network, with spare platforms: hosts, and the spacing to keep.</source>
        <translation>现网站址及剩余平台：用于共享和站距。</translation>
    </message>
    <message>
        <source>Leave out places with warnings too</source>
        <translation>有提醒的位置也不要</translation>
    </message>
    <message>
        <source>Otherwise a place with warnings passes, and its warnings stand as conditions.</source>
        <translation>不勾选时，有提醒的位置算可用，提醒列为条件。</translation>
    </message>
    <message>
        <source>Where it may stand</source>
        <translation>可用范围</translation>
    </message>
    <message>
        <source>One row for each site; without a shape where no place passes.</source>
        <translation>每站一行；没有可用位置的没有图形。</translation>
    </message>
    <message>
        <source>Nearest places and hosts</source>
        <translation>最近可用位置与可共享资源</translation>
    </message>
    <message>
        <source>For each site the nearest place that passes, and the hosts inside its circle, ranked.</source>
        <translation>每站最近的可用位置，以及圆内可共享的站址和开放资源（已排序）。</translation>
    </message>
    <message>
        <source>What is shut out</source>
        <translation>不可用部分</translation>
    </message>
    <message>
        <source>What each rule takes of each circle, and what could not be judged.</source>
        <translation>各规则在每个圆内占去的部分，以及无法判定的部分。</translation>
    </message>
    <message>
        <source>Requests to change the plan</source>
        <translation>规划调整申请</translation>
    </message>
    <message>
        <source>One for each site where no place passes, filled in but for what a person must add.</source>
        <translation>没有可用位置的每站一条，除须由人填写的内容外均已填好。</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>站点数</translation>
    </message>
    <message>
        <source>Sites with a place that passes</source>
        <translation>有可用位置的站点数</translation>
    </message>
    <message>
        <source>Sites whose whole circle passes</source>
        <translation>整圆可用的站点数</translation>
    </message>
    <message>
        <source>Sites without a place that passes</source>
        <translation>没有可用位置的站点数</translation>
    </message>
    <message>
        <source>Sites without a circle</source>
        <translation>无法画圆的站点数</translation>
    </message>
    <message>
        <source>Sites not checked by every rule</source>
        <translation>有规则未核查的站点数</translation>
    </message>
    <message>
        <source>The sites are a site plan themselves: the other plan given is not used.</source>
        <translation>所给站点本身就是规划，另给的规划未使用。</translation>
    </message>
    <message>
        <source>{read} sites: {passing} have a place that passes ({whole} of them the whole circle), {none} have none, {unplaced} have no circle.</source>
        <translation>共 {read} 站：{passing} 站有可用位置（其中 {whole} 站整圆可用），{none} 站没有，{unplaced} 站无法画圆。</translation>
    </message>
    <message>
        <source>Not checked for {count} sites: {what}</source>
        <translation>{count} 站有未核查的内容：{what}</translation>
    </message>
    <message>
        <source>The applications with opinion, reasons, counts, the planned site each belongs to, and for an approval with adjustment the nearest place that passes.</source>
        <translation>申请及其意见、理由、各级问题数、所属规划站；“调整后同意”的另给最近的可用位置。</translation>
    </message>
    <message>
        <source>Candidates compared</source>
        <translation>候选比较</translation>
    </message>
    <message>
        <source>Main and backup candidates of one demand (the same candidate group), the best first.</source>
        <translation>同一需求的主选和备选（候选组相同），优者在前。</translation>
    </message>
    <message>
        <source>Nearest place that passes</source>
        <translation>最近的可用位置</translation>
    </message>
    <message>
        <source>Nearest place if a reason for not sharing is given</source>
        <translation>写明不共享理由后最近的可用位置</translation>
    </message>
    <message>
        <source>Host inside the circle</source>
        <translation>范围内可共享的站址或资源</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>无法判定</translation>
    </message>
    <message>
        <source>Candidate group</source>
        <translation>候选组</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Suggested longitude</source>
        <translation>建议经度</translation>
    </message>
    <message>
        <source>Suggested latitude</source>
        <translation>建议纬度</translation>
    </message>
    <message>
        <source>Shift (m)</source>
        <translation>移动距离（m）</translation>
    </message>
    <message>
        <source>Bearing (°)</source>
        <translation>方位（°）</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>可共享数</translation>
    </message>
    <message>
        <source>Best host</source>
        <translation>最佳共享对象</translation>
    </message>
    <message>
        <source>What led to the opinion</source>
        <translation>意见依据</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Allowed deviation (m)</source>
        <translation>允许偏离（m）</translation>
    </message>
    <message>
        <source>Area of the circle (m²)</source>
        <translation>圆面积（m²）</translation>
    </message>
    <message>
        <source>Not judged (m²)</source>
        <translation>无法判定（m²）</translation>
    </message>
    <message>
        <source>What shuts out</source>
        <translation>不可用的原因</translation>
    </message>
    <message>
        <source>Centre of the circle</source>
        <translation>圆心</translation>
    </message>
    <message>
        <source>Conditions there</source>
        <translation>该处的条件</translation>
    </message>
    <message>
        <source>Inside what passes</source>
        <translation>在可用范围内</translation>
    </message>
    <message>
        <source>Class of reason</source>
        <translation>理由类别</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉情况</translation>
    </message>
    <message>
        <source>Need for coverage</source>
        <translation>覆盖需求</translation>
    </message>
    <message>
        <source>Rivals</source>
        <translation>竞争情况</translation>
    </message>
    <message>
        <source>File of proof</source>
        <translation>证明材料</translation>
    </message>
    <message>
        <source>Share of the circle</source>
        <translation>占圆比例</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>位置类别</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>A request to change the plan</source>
        <translation>规划调整申请</translation>
    </message>
    <message>
        <source>Another county or township</source>
        <translation>他县或他乡镇</translation>
    </message>
    <message>
        <source>Too near another planned site or application</source>
        <translation>邻近其他规划站或申请</translation>
    </message>
    <message>
        <source>A host to share, or spacing</source>
        <translation>应共享或站距不足</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>公路</translation>
    </message>
    <message>
        <source>Railways</source>
        <translation>铁路</translation>
    </message>
    <message>
        <source>Other protected zones</source>
        <translation>其他管控区</translation>
    </message>
    <message>
        <source>Create workspace</source>
        <translation>新建工作区</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Makes an empty workspace for a county: one GeoPackage in a folder, or a schema of a PostGIS database in which several people work at once. It keeps inputs, results, findings with every decision on them, snapshots and the record of each run. Give a folder or a connection, not both.</source>
        <translation>为一个县新建空的工作区：文件夹中的一个 GeoPackage，或供多人同时使用的 PostGIS 数据库中的一个模式。工作区保存输入、结果、核查结果及对其作出的每次处理、快照和每次运行的记录。文件夹与连接二选一。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Where the GeoPackage goes. A folder on this computer is safer than a network drive.</source>
        <translation>GeoPackage 存放的位置。本机文件夹比网络驱动器更稳妥。</translation>
    </message>
    <message>
        <source>PostGIS connection</source>
        <translation>PostGIS 连接</translation>
    </message>
    <message>
        <source>The name of a PostgreSQL connection saved in QGIS, or an address without password such as postgresql://user@server/database?schema=county.</source>
        <translation>QGIS 中保存的 PostgreSQL 连接名称，或不含密码的地址，如 postgresql://user@server/database?schema=county。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The county&apos;s name: the file or schema is called so. Empty: fengsui.</source>
        <translation>县的名称，文件或模式以此命名。留空为 fengsui。</translation>
    </message>
    <message>
        <source>Give a folder or a connection, one of the two.</source>
        <translation>请给出文件夹或连接，二者选一。</translation>
    </message>
    <message>
        <source>The workspace &apos;{name}&apos; is ready: {place}</source>
        <translation>工作区“{name}”已建好：{place}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be the name of a file. Leave out {signs}, and blanks and dots at the ends.</source>
        <translation>“{name}”不能用作文件名。请去掉 {signs} 以及首尾的空格和点。</translation>
    </message>
    <message>
        <source>Load the sample county</source>
        <translation>载入示例县</translation>
    </message>
    <message>
        <source>Makes a workspace with a made-up county: plan, sites, zones, roads, villages, opened resources and a batch of applications with planted faults. Coast, islands and names are real, all else is not; outlines are illustrative. A sample that is in the folder already is opened as it is.</source>
        <translation>建立含一个虚构县的工作区：规划、现网站、管控区、道路、村庄、开放资源，以及预设了问题的一批申请。海岸、岛屿和地名为真实，其余均为虚构；界线仅为示意。文件夹中已有示例的，按原样打开。</translation>
    </message>
    <message>
        <source>Where the sample&apos;s GeoPackage goes.</source>
        <translation>示例 GeoPackage 存放的位置。</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is there already and is not the sample.</source>
        <translation>“{file}”已存在，且不是示例。</translation>
    </message>
    <message>
        <source>The sample was there already and is opened as it is: {place}</source>
        <translation>示例已存在，按原样打开：{place}</translation>
    </message>
    <message>
        <source>Sample data, made up: {place}</source>
        <translation>示例数据，虚构：{place}</translation>
    </message>
    <message>
        <source>The workspace&apos;s GeoPackage, or what createworkspace gave back for a PostGIS schema.</source>
        <translation>工作区的 GeoPackage；PostGIS 模式则填 createworkspace 返回的内容。</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connection &apos;{name}&apos;. It has: {known}.</source>
        <translation>QGIS 中没有名为“{name}”的 PostgreSQL 连接。已有：{known}。</translation>
    </message>
    <message>
        <source>There is no formula &apos;{name}&apos;. Known: {known}.</source>
        <translation>没有公式“{name}”。可用：{known}。</translation>
    </message>
    <message>
        <source>There is no &apos;{name}&apos;. Known: {known}.</source>
        <translation>没有“{name}”。可用：{known}。</translation>
    </message>
    <message>
        <source>The sites are a table without positions. Import them with their coordinates first.</source>
        <translation>站址表没有位置。请先连同坐标导入。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; mixes points, lines and areas: split it by shape.</source>
        <translation>图层“{layer}”混有点、线、面，请按图形类型分开。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; holds roads as areas: give their centrelines.</source>
        <translation>图层“{layer}”中的道路是面，请给出中心线。</translation>
    </message>
    <message>
        <source>It cannot be told whether layer '{layer}' holds places or zones: fill its column kind (admin-village, sea-internal, …).</source>
        <translation>无法判断图层“{layer}”是地点还是区域：请填写类别（kind）列（行政村、内海等）。</translation>
    </message>
    <message>
        <source>{layer}: {count} rows have no id and are called by their row number.</source>
        <translation>{layer}：{count} 行没有编号，以行号代称。</translation>
    </message>
    <message>
        <source>{layer}: {count} rows share their id with another row; each is judged by itself.</source>
        <translation>{layer}：{count} 行与其他行编号相同，各自单独判断。</translation>
    </message>
    <message>
        <source>{layer}: {count} rows have no place on the map: unknown.</source>
        <translation>{layer}：{count} 行没有位置，判为未知。</translation>
    </message>
    <message>
        <source>{layer}: {count} rows have no kind.</source>
        <translation>{layer}：{count} 行没有类别。</translation>
    </message>
    <message>
        <source>{layer}: no list knows these kinds: {kinds}.</source>
        <translation>{layer}：代码表中没有这些类别：{kinds}。</translation>
    </message>
    <message>
        <source>The counties layer has no rows: without a county there is nothing to judge.</source>
        <translation>县图层没有记录：没有县则无从判断。</translation>
    </message>
    <message>
        <source>The counties need a column name or code.</source>
        <translation>县图层须有名称（name）或代码（code）列。</translation>
    </message>
    <message>
        <source>is no mapping of keys; write id, zh, en, unit, comparator, compute</source>
        <translation>不是键值结构；请写明 id、zh、en、unit、comparator、compute</translation>
    </message>
    <message>
        <source>lacks the key &apos;{key}&apos;</source>
        <translation>缺少键“{key}”</translation>
    </message>
    <message>
        <source>has comparator &apos;{word}&apos;; take one of {known}</source>
        <translation>的 comparator 为“{word}”，应为 {known} 之一</translation>
    </message>
    <message>
        <source>needs a value: comparator &apos;{word}&apos; compares with a number</source>
        <translation>须有 value：comparator“{word}”要与数值比较</translation>
    </message>
    <message>
        <source>has the value &apos;{word}&apos;, which is no number</source>
        <translation>的 value 为“{word}”，不是数值</translation>
    </message>
    <message>
        <source>has the year &apos;{word}&apos;; write four digits, or leave it out</source>
        <translation>的 year 为“{word}”；请写四位年份，或不写</translation>
    </message>
    <message>
        <source>has level &apos;{word}&apos;; take one of {known}</source>
        <translation>的 level 为“{word}”，应为 {known} 之一</translation>
    </message>
    <message>
        <source>has scope &apos;{word}&apos;; take one of {known}</source>
        <translation>的 scope 为“{word}”，应为 {known} 之一</translation>
    </message>
    <message>
        <source>has the class &apos;{word}&apos;; take one of {known}</source>
        <translation>的 class 为“{word}”，应为 {known} 之一</translation>
    </message>
    <message>
        <source>is of class &apos;{word}&apos;, which needs the key &apos;{key}&apos;</source>
        <translation>的 class 为“{word}”，须有键“{key}”</translation>
    </message>
    <message>
        <source>has measure &apos;{word}&apos;; take one of {known}</source>
        <translation>的 measure 为“{word}”，应为 {known} 之一</translation>
    </message>
    <message>
        <source>has &apos;pass&apos;; write {{any: [fibre, 4G, 5G]}} or {{all: [5G, gigabit]}}</source>
        <translation>的 pass 有误；请写成 {{any: [fibre, 4G, 5G]}} 或 {{all: [5G, gigabit]}}</translation>
    </message>
    <message>
        <source>needs a day such as 2027-12-31, not &apos;{word}&apos;</source>
        <translation>须写日期，如 2027-12-31，而不是“{word}”</translation>
    </message>
    <message>
        <source>has no key &apos;{key}&apos;. Known: {known}</source>
        <translation>没有键“{key}”。可用：{known}</translation>
    </message>
    <message>
        <source>stands there already: give it an id of its own</source>
        <translation>已经存在：请另起编号</translation>
    </message>
    <message>
        <source>Targets file &apos;{file}&apos;, record &apos;{record}&apos;: {fault}.</source>
        <translation>目标文件“{file}”，记录“{record}”：{fault}。</translation>
    </message>
    <message>
        <source>There is no document &apos;{name}&apos;. Known: {known}.</source>
        <translation>没有文件“{name}”。可用：{known}。</translation>
    </message>
    <message>
        <source>There is no file &apos;{file}&apos; with targets.</source>
        <translation>没有目标文件“{file}”。</translation>
    </message>
    <message>
        <source>Targets file &apos;{file}&apos; is no readable YAML (line {line}).</source>
        <translation>目标文件“{file}”不是可读的 YAML（第 {line} 行）。</translation>
    </message>
    <message>
        <source>Targets file &apos;{file}&apos; needs a list &apos;records&apos;, one entry per target.</source>
        <translation>目标文件“{file}”须有列表 records，每个目标一项。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>已整改</translation>
    </message>
    <message>
        <source>excepted</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>There is no state &apos;{state}&apos;. Known: {known}.</source>
        <translation>没有状态“{state}”。可用：{known}。</translation>
    </message>
    <message>
        <source>A decision needs the name of who takes it.</source>
        <translation>处理须写明处理人。</translation>
    </message>
    <message>
        <source>An exception needs a reason.</source>
        <translation>例外须写明理由。</translation>
    </message>
    <message>
        <source>Only what is fixed or excepted can be verified.</source>
        <translation>只有已整改或例外的才能复核。</translation>
    </message>
    <message>
        <source>Somebody else must verify: {who} took the decision.</source>
        <translation>须由他人复核：该处理由 {who} 作出。</translation>
    </message>
    <message>
        <source>{count} findings were checked again since you read them, &apos;{label}&apos; first. Look again, then decide.</source>
        <translation>读取之后有 {count} 条核查结果又经复查，首条为“{label}”。请重新查看后再处理。</translation>
    </message>
    <message>
        <source>{who} decided on &apos;{label}&apos; ({rule}) on {when}: {state}. {count} of your findings were decided by others since you read them; yours were not written. Look again, then decide.</source>
        <translation>{who} 已于 {when} 处理“{label}”（{rule}）：{state}。读取之后您的 {count} 条已由他人处理，您的未写入。请重新查看后再处理。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; lies on a network drive. One person at a time can work with it; for several use a PostGIS workspace. Keep a copy, since locks on network drives do not always hold.</source>
        <translation>“{file}”位于网络驱动器，同一时间只能一人使用；多人请用 PostGIS 工作区。网络驱动器上的锁不总是可靠，请留备份。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; cannot be written: {reason}. Nothing was changed.</source>
        <translation>“{file}”无法写入：{reason}。未作任何改动。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is in use by another program that is writing to it or has it open for editing. Save and stop editing there, then try again. Nothing was changed.</source>
        <translation>“{file}”正被其他程序写入或编辑。请在那里保存并结束编辑后再试。未作任何改动。</translation>
    </message>
    <message>
        <source>The disk of &apos;{file}&apos; is full. Make room, then try again. Nothing was changed.</source>
        <translation>“{file}”所在磁盘已满。请腾出空间后再试。未作任何改动。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; cannot be opened. Is the drive connected, and may you read the folder?</source>
        <translation>“{file}”无法打开。请确认驱动器已连接、有读取该文件夹的权限。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is damaged or no GeoPackage. Take the last copy of it.</source>
        <translation>“{file}”已损坏或不是 GeoPackage。请取用最近的备份。</translation>
    </message>
    <message>
        <source>The disk of &apos;{file}&apos; refuses to write or was disconnected. The former content is kept.</source>
        <translation>“{file}”所在磁盘拒绝写入或已断开。原内容保持不变。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; cannot be written: the file or its folder is read-only for you. Copy it to a folder of your own, or ask for the right to write there.</source>
        <translation>“{file}”无法写入：文件或文件夹为只读。请复制到自己的文件夹，或申请写入权限。</translation>
    </message>
    <message>
        <source>There is no folder &apos;{folder}&apos;.</source>
        <translation>没有文件夹“{folder}”。</translation>
    </message>
    <message>
        <source>There is already a file &apos;{file}&apos;.</source>
        <translation>文件“{file}”已存在。</translation>
    </message>
    <message>
        <source>There is no such run with findings in the workspace.</source>
        <translation>工作区中没有这次含核查结果的运行。</translation>
    </message>
    <message>
        <source>There is no earlier run of this check to compare with.</source>
        <translation>没有可供比较的此前同类核查。</translation>
    </message>
    <message>
        <source>The two runs are not runs of one check: they cannot be compared.</source>
        <translation>两次运行不是同一项核查，不能比较。</translation>
    </message>
    <message>
        <source>A PostGIS workspace needs psycopg2, which this QGIS does not have. Use a GeoPackage.</source>
        <translation>PostGIS 工作区需要 psycopg2，本 QGIS 没有。请用 GeoPackage。</translation>
    </message>
    <message>
        <source>The schema &apos;{schema}&apos; holds no workspace.</source>
        <translation>模式“{schema}”中没有工作区。</translation>
    </message>
    <message>
        <source>The schema &apos;{schema}&apos; holds a workspace already.</source>
        <translation>模式“{schema}”中已有工作区。</translation>
    </message>
    <message>
        <source>The database has no PostGIS, and it could not be added: {reason}. Ask whoever runs the server for CREATE EXTENSION postgis.</source>
        <translation>数据库没有 PostGIS，也无法添加：{reason}。请由服务器管理员执行 CREATE EXTENSION postgis。</translation>
    </message>
    <message>
        <source>The server cannot be reached: {reason}. Check address, network and password.</source>
        <translation>无法连接服务器：{reason}。请检查地址、网络和密码。</translation>
    </message>
    <message>
        <source>The address holds a password, which would be kept in records of runs. Save it in a connection of QGIS or in the password file of PostgreSQL.</source>
        <translation>地址中含有密码，会留在运行记录里。请把密码保存在 QGIS 的连接或 PostgreSQL 的密码文件中。</translation>
    </message>
    <message>
        <source>You may not write to the schema &apos;{schema}&apos;: {reason}. Ask whoever runs the server.</source>
        <translation>您没有写入模式“{schema}”的权限：{reason}。请联系服务器管理员。</translation>
    </message>
    <message>
        <source>Someone else is writing to the schema &apos;{schema}&apos;. Nothing was changed; try again in a moment.</source>
        <translation>他人正在写入模式“{schema}”。未作任何改动，请稍后再试。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full. Nothing was changed. ({reason})</source>
        <translation>服务器磁盘已满。未作任何改动。（{reason}）</translation>
    </message>
    <message>
        <source>The server broke off: {reason}. What was not yet stored is not stored.</source>
        <translation>服务器中断：{reason}。尚未保存的内容没有保存。</translation>
    </message>
    <message>
        <source>A workspace has no table &apos;{table}&apos;. It holds: {known}; a name may go on with _ and a word.</source>
        <translation>工作区没有表“{table}”。可有：{known}；名称后可加 _ 和一个词。</translation>
    </message>
    <message>
        <source>The workspace &apos;{name}&apos; was made by a newer Fengsui (version {version}; this one knows up to {known}). Update the plugin, then open it again. Nothing was changed.</source>
        <translation>工作区“{name}”由更新的烽燧建立（版本 {version}，本版支持到 {known}）。请更新插件后再打开。未作任何改动。</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no workspace of Fengsui. Make one with &apos;Create workspace&apos;, then import the data.</source>
        <translation>“{name}”不是烽燧的工作区。请先“新建工作区”，再导入数据。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; could not be brought up to date: its copy is damaged. The file was left as it is.</source>
        <translation>“{file}”无法升级：其副本已损坏。文件保持原样。</translation>
    </message>
    <message>
        <source>The file of a workspace ends in .gpkg: &apos;{file}&apos; does not.</source>
        <translation>工作区文件以 .gpkg 结尾，“{file}”不是。</translation>
    </message>
    <message>
        <source>The workspace &apos;{name}&apos; has no table &apos;{table}&apos; yet.</source>
        <translation>工作区“{name}”还没有表“{table}”。</translation>
    </message>
    <message>
        <source>Check targets</source>
        <translation>目标核查</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Counties with code, name and group (border, coast, both, none); border regiments and cities may stand among them as rows of their own.</source>
        <translation>县：代码、名称、类别（边境、沿海、两者、无）；边境团场和地市可各占一行。</translation>
    </message>
    <message>
        <source>Assessed layers</source>
        <translation>评估图层</translation>
    </message>
    <message>
        <source>ASSESSED of findgaps: places, routes and sea zones, for 4G and for 5G.</source>
        <translation>findgaps 的 ASSESSED：地点、路线和海域，4G 和 5G。</translation>
    </message>
    <message>
        <source>The register, to count places (处).</source>
        <translation>开放目录，按处计数。</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>County, indicator, period, value, source: what no layer can give.</source>
        <translation>县、指标、时期、数值、来源：图层给不出的数。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Only targets due in this year, with those due earlier marked as such; all when empty.</source>
        <translation>只列该年到期的目标，此前到期的另作标记；留空为全部。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Documents by number or id, by commas (263号, 257号); all when empty.</source>
        <translation>文件的文号或编号，以逗号分隔（263号，257号）；留空为全部。</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>GAPS of findgaps: for the longest gap, and for what 4G and 5G cover together.</source>
        <translation>findgaps 的 GAPS：用于最长缺口，以及 4G 与 5G 合计的覆盖。</translation>
    </message>
    <message>
        <source>Own targets</source>
        <translation>本地目标</translation>
    </message>
    <message>
        <source>Targets (*.yaml *.yml)</source>
        <translation>目标（*.yaml *.yml）</translation>
    </message>
    <message>
        <source>A YAML file with the county&apos;s own targets; docs/targets.md says how to write it.</source>
        <translation>写有本县目标的 YAML 文件；写法见 docs/targets.md。</translation>
    </message>
    <message>
        <source>The day for which is judged; today when not given.</source>
        <translation>以哪一天为准；不填为今天。</translation>
    </message>
    <message>
        <source>One row per county and target, and per source of a statistic.</source>
        <translation>每县每目标一行；统计来源不同的各一行。</translation>
    </message>
    <message>
        <source>Shortfalls</source>
        <translation>差距清单</translation>
    </message>
    <message>
        <source>Each unit that fails or is not known, and why.</source>
        <translation>每个未通过或未知的对象及原因。</translation>
    </message>
    <message>
        <source>Figures by kind</source>
        <translation>分类数字</translation>
    </message>
    <message>
        <source>Numerator and denominator of each kind in a target.</source>
        <translation>目标中各类别的分子和分母。</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>Not met</source>
        <translation>未达标</translation>
    </message>
    <message>
        <source>Not computed</source>
        <translation>不可计算</translation>
    </message>
    <message>
        <source>{rows} rows with profile {profile}: {met} met, {not_met} not met, {not_computed} not computed.</source>
        <translation>共 {rows} 行，参数 {profile}：达标 {met}，未达标 {not_met}，不可计算 {not_computed}。</translation>
    </message>
    <message>
        <source>Estimate coverage</source>
        <translation>估算覆盖</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>下垫面</translation>
    </message>
    <message>
        <source>land, or sea: radii over water, ended by the radio horizon and the random-access format.</source>
        <translation>land 为陆地；sea 为海面：用海上半径，止于无线电视距和随机接入格式的限制。</translation>
    </message>
    <message>
        <source>Technology</source>
        <translation>制式</translation>
    </message>
    <message>
        <source>Both when none is chosen.</source>
        <translation>不选则两种都算。</translation>
    </message>
    <message>
        <source>Transmitters</source>
        <translation>发射点数</translation>
    </message>
    <message>
        <source>Find coverage gaps</source>
        <translation>查找覆盖缺口</translation>
    </message>
    <message>
        <source>Judges places, routes or sea zones against sites, samples and claimed areas: covered or a gap, by measurement or by the model, only claimed, or unknown. What cannot be told is unknown, never a pass and never a gap. Gives each item with what its state rests on, every gap with its place or chainage, and a summary per county and kind.</source>
        <translation>按站址、样点和申报范围判断地点、路线或海域：实测或模型的覆盖或缺口、仅有申报、未知。无法判断的为未知，不算通过也不算缺口。给出每个对象及其依据、每处缺口的位置或桩号，以及按县和类别的汇总。</translation>
    </message>
    <message>
        <source>CANDIDATES lists each task once: set OPERATOR to any, or to one operator.</source>
        <translation>CANDIDATES 每项任务只列一次：OPERATOR 请填 any 或某一家运营商。</translation>
    </message>
    <message>
        <source>{count} gaps are no candidates: a planned site of this year or before closes them.</source>
        <translation>{count} 处缺口不列入候选：本年或此前的规划站可以覆盖。</translation>
    </message>
    <message>
        <source>{count} gaps in roads are no candidates: they are shorter than the profile marks.</source>
        <translation>{count} 处道路缺口不列入候选：短于参数所定长度。</translation>
    </message>
    <message>
        <source>{count} items</source>
        <translation>{count} 个</translation>
    </message>
    <message>
        <source>{count} km</source>
        <translation>{count} 公里</translation>
    </message>
    <message>
        <source>{count} km²</source>
        <translation>{count} 平方公里</translation>
    </message>
    <message>
        <source>{technology}, operator {operator}: {total} in all, {covered} covered, {gap} a gap, {unknown} unknown.</source>
        <translation>{technology}，运营商 {operator}：共 {total}，覆盖 {covered}，缺口 {gap}，未知 {unknown}。</translation>
    </message>
    <message>
        <source>Demand</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>Places with their key points (rows whose parent_id is the place), routes, or sea zones from the official layer. Which it is shows in the shapes and the column kind.</source>
        <translation>地点及其关键点位（parent_id 为该地点的行）、路线，或官方图层中的海域。属于哪一种由图形和类别列判断。</translation>
    </message>
    <message>
        <source>Sites on air, neighbouring counties&apos; too. Without them all that is not measured is unknown.</source>
        <translation>在网站址，含邻县的。不给则未实测的一律未知。</translation>
    </message>
    <message>
        <source>Gaps that a planned site will close carry its year.</source>
        <translation>规划站可以覆盖的缺口，注明其年份。</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量样点</translation>
    </message>
    <message>
        <source>Drive tests and spot samples: time, network, operator, rsrp_dbm, sinr_db; place_id where one was tested.</source>
        <translation>路测和定点样点：时间、网络、运营商、rsrp_dbm、sinr_db；定点测试填 place_id。</translation>
    </message>
    <message>
        <source>Claimed areas</source>
        <translation>申报范围</translation>
    </message>
    <message>
        <source>Polygons that operators say they cover, with operator and technology. A claim is neither a pass nor a gap.</source>
        <translation>运营商申报覆盖的面，带运营商和制式。申报既不算通过也不算缺口。</translation>
    </message>
    <message>
        <source>Routes and zones are cut at their borders.</source>
        <translation>路线和区域按县界切分。</translation>
    </message>
    <message>
        <source>To gather gaps under a name.</source>
        <translation>用于给缺口归片命名。</translation>
    </message>
    <message>
        <source>Places to name gaps after</source>
        <translation>缺口命名用的地点</translation>
    </message>
    <message>
        <source>A gap of a road or of the sea is called by the nearest of them.</source>
        <translation>道路或海上的缺口以最近的地点称呼。</translation>
    </message>
    <message>
        <source>Demand of the last period</source>
        <translation>上期需求</translation>
    </message>
    <message>
        <source>What was to be covered then: units added and removed are told.</source>
        <translation>上期的覆盖对象：增减的对象逐一列出。</translation>
    </message>
    <message>
        <source>Tunnels</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Tunnels that are not in the demand itself: routes that run through them are told.</source>
        <translation>不在需求图层中的隧道：穿过隧道的路线会被指出。</translation>
    </message>
    <message>
        <source>Kinds of places, roads and zones, by commas, of which the demand holds all there are, or of which there are none: the rules then take their absence as a fact.</source>
        <translation>地点、道路和区域的类别，以逗号分隔：需求图层中已齐全，或本县没有；规则据此认定确无其余。</translation>
    </message>
    <message>
        <source>each: 4G and 5G, row by row.</source>
        <translation>each：4G 和 5G 各一行。</translation>
    </message>
    <message>
        <source>Assessed demand</source>
        <translation>评估结果</translation>
    </message>
    <message>
        <source>Each item with its state, figures, serving site and what the state rests on; unknown holds what is claimed.</source>
        <translation>每个对象的状态、数字、服务站和依据；申报计入未知。</translation>
    </message>
    <message>
        <source>Every part that is not covered; the state tells a gap from what is unknown.</source>
        <translation>每一处未覆盖的部分；状态区分缺口与未知。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>Per county and kind: total, covered, gap, unknown, share. Unit: place, m or m2.</source>
        <translation>按县和类别：合计、覆盖、缺口、未知、占比。单位：个、米或平方米。</translation>
    </message>
    <message>
        <source>What the rules CG-01 to CG-15 say of the demand and of what it is judged by.</source>
        <translation>规则 CG-01 至 CG-15 对需求及判断依据的核查结果。</translation>
    </message>
    <message>
        <source>Candidates for universal service</source>
        <translation>普遍服务候选任务</translation>
    </message>
    <message>
        <source>The gaps as tasks for the platform of universal service (电信普遍服务), ranked, one row each: places with their people, gaps in roads by segment with start and end, the nearest and the planned site, and why. Left out: what a planned site of the year or before closes, and segments shorter than the profile marks.</source>
        <translation>缺口按电信普遍服务平台的任务列出并排序，一项一行：地点及人口、道路缺口按路段列起止点、最近站和规划站，以及理由。本年或此前的规划站可覆盖的，以及短于参数所定长度的路段不列。</translation>
    </message>
    <message>
        <source>{count} planned sites have no year: they close no gap.</source>
        <translation>{count} 个规划站没有年份，不计其可补的缺口。</translation>
    </message>
    <message>
        <source>{valid} samples are used, {dropped} of {count} rows are not.</source>
        <translation>采用 {valid} 个样点；{count} 行中 {dropped} 行未采用。</translation>
    </message>
    <message>
        <source>{count} sites are not on air.</source>
        <translation>{count} 个站址不在网。</translation>
    </message>
    <message>
        <source>{count} sites go on air after the date.</source>
        <translation>{count} 个站址在该日期之后开通。</translation>
    </message>
    <message>
        <source>{count} sites stand abroad: a foreign signal is no coverage.</source>
        <translation>{count} 个站址在境外：境外信号不算覆盖。</translation>
    </message>
    <message>
        <source>{count} sites lie beyond the border polygon.</source>
        <translation>{count} 个站址在境内范围之外。</translation>
    </message>
    <message>
        <source>{count} cells belong to no site that was given and have no position of their own.</source>
        <translation>{count} 个小区找不到所属站址，自身也没有位置。</translation>
    </message>
    <message>
        <source>{count} transmitters of sites without cells: who has what there is not told.</source>
        <translation>{count} 个发射点所在站址没有小区记录：无从知道各家的制式。</translation>
    </message>
    <message>
        <source>{count} transmitters without an operator.</source>
        <translation>{count} 个发射点没有运营商。</translation>
    </message>
    <message>
        <source>{count} transmitters without a technology.</source>
        <translation>{count} 个发射点没有制式。</translation>
    </message>
    <message>
        <source>{count} transmitters without a band that their technology may use.</source>
        <translation>{count} 个发射点没有其制式可用的频段。</translation>
    </message>
    <message>
        <source>{count} transmitters of sites with several bands: whose is which is not told; cells would tell.</source>
        <translation>{count} 个发射点所在站址有多个频段，未说明各属哪家；小区表可以说明。</translation>
    </message>
    <message>
        <source>{count} transmitters without a scene.</source>
        <translation>{count} 个发射点没有场景。</translation>
    </message>
    <message>
        <source>{count} transmitters without an antenna height.</source>
        <translation>{count} 个发射点没有天线挂高。</translation>
    </message>
    <message>
        <source>Sites with technologies, operators, bands, scene, status; neighbouring counties&apos; too.</source>
        <translation>站址：制式、运营商、频段、场景、状态；含邻县的。</translation>
    </message>
    <message>
        <source>Where given, who has which technology and band is told by the cells, not by the lists on the site.</source>
        <translation>给出小区表时，各家的制式和频段以小区为准，不以站址上的清单为准。</translation>
    </message>
    <message>
        <source>This side of the border</source>
        <translation>境内范围</translation>
    </message>
    <message>
        <source>A polygon of the country: sites outside do not count. Sites with a foreign country never do.</source>
        <translation>境内的面：面外的站址不计。国家为境外的站址一律不计。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Sites that go on air later do not count. Today when empty.</source>
        <translation>此后开通的站址不计。不填为今天。</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>any: whoever it is; each: every operator by itself; or one operator&apos;s name.</source>
        <translation>any：不论哪家；each：各家分别计算；或填一家运营商的名称。</translation>
    </message>
    <message>
        <source>There is no operator &apos;{word}&apos;. Give any, each, or one of: {known}.</source>
        <translation>没有运营商“{word}”。请填 any、each 或：{known}。</translation>
    </message>
    <message>
        <source>{count} transmitters of {operators} by model {model} with profile {profile}; planning, not measurement.</source>
        <translation>{operators} 的 {count} 个发射点，模型 {model}，参数 {profile}；为规划估算，不是测量。</translation>
    </message>
    <message>
        <source>BORDER needs polygons: this side of the border.</source>
        <translation>BORDER 须为面：境内一侧的范围。</translation>
    </message>
    <message>
        <source>Covered, measured</source>
        <translation>实测覆盖</translation>
    </message>
    <message>
        <source>Covered by the model</source>
        <translation>模型覆盖</translation>
    </message>
    <message>
        <source>Claimed only</source>
        <translation>仅有申报</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Gap by the model</source>
        <translation>模型缺口</translation>
    </message>
    <message>
        <source>Gap, measured</source>
        <translation>实测缺口</translation>
    </message>
    <message>
        <source>No threshold</source>
        <translation>无阈值</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>已报告</translation>
    </message>
    <message>
        <source>Due in the year</source>
        <translation>当年到期</translation>
    </message>
    <message>
        <source>Due earlier</source>
        <translation>此前到期</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Comparator</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Target value</source>
        <translation>目标值</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Numerator</source>
        <translation>分子</translation>
    </message>
    <message>
        <source>Denominator</source>
        <translation>分母</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Demand item</source>
        <translation>需求对象</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Of which measured</source>
        <translation>其中实测</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Serving site</source>
        <translation>服务站</translation>
    </message>
    <message>
        <source>Margin (dB)</source>
        <translation>余量（dB）</translation>
    </message>
    <message>
        <source>Planned for</source>
        <translation>规划年份</translation>
    </message>
    <message>
        <source>Length (m)</source>
        <translation>长度（米）</translation>
    </message>
    <message>
        <source>From (m)</source>
        <translation>起点（米）</translation>
    </message>
    <message>
        <source>To (m)</source>
        <translation>终点（米）</translation>
    </message>
    <message>
        <source>Length of the unbroken gap (m)</source>
        <translation>连续缺口长度（米）</translation>
    </message>
    <message>
        <source>Long gap</source>
        <translation>长缺口</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人口</translation>
    </message>
    <message>
        <source>Gap area</source>
        <translation>缺口片区</translation>
    </message>
    <message>
        <source>Gaps of the area</source>
        <translation>片区缺口数</translation>
    </message>
    <message>
        <source>Size of all gaps of the area</source>
        <translation>片区缺口总量</translation>
    </message>
    <message>
        <source>People in the area&apos;s gaps</source>
        <translation>片区缺口内人口</translation>
    </message>
    <message>
        <source>Share covered</source>
        <translation>覆盖占比</translation>
    </message>
    <message>
        <source>Unknown, claims with it</source>
        <translation>未知（含申报）</translation>
    </message>
    <message>
        <source>Any operator</source>
        <translation>任一运营商</translation>
    </message>
    <message>
        <source>&apos;{typed}&apos; cannot be read as a coordinate: {fault}.</source>
        <translation>“{typed}”不能读作坐标：{fault}。</translation>
    </message>
    <message>
        <source>These metres do not tell their zone. Put its number before the easting, as in 36512345.</source>
        <translation>这组米制坐标没有说明带号。请在横坐标前加带号，如 36512345。</translation>
    </message>
    <message>
        <source>&apos;{typed}&apos; lies outside China. Check the numbers and their order.</source>
        <translation>“{typed}”不在我国范围内。请检查数值和先后顺序。</translation>
    </message>
    <message>
        <source>Read as metres of {system}.</source>
        <translation>按 {system} 的米制坐标读取。</translation>
    </message>
    <message>
        <source>Metres cannot be {system}.</source>
        <translation>米制坐标不能是 {system}。</translation>
    </message>
    <message>
        <source>Site card</source>
        <translation>选址速查</translation>
    </message>
    <message>
        <source>Typed: {typed} ({datum})</source>
        <translation>输入：{typed}（{datum}）</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>One row was added to &apos;{layer}&apos; and is not saved yet: Undo takes it back. Its number is left to you.</source>
        <translation>已在“{layer}”中加入一行，尚未保存：可用“撤销”收回。编号由您填写。</translation>
    </message>
    <message>
        <source>The sample county is being made …</source>
        <translation>正在建立示例县……</translation>
    </message>
    <message>
        <source>Add a row to &apos;{layer}&apos;; Undo takes it back</source>
        <translation>在“{layer}”中加入一行；可用“撤销”收回</translation>
    </message>
    <message>
        <source>No applications layer that takes rows: add one, or choose it under Layers</source>
        <translation>没有可加入行的申请图层：请添加，或在“图层”中选择</translation>
    </message>
    <message>
        <source>Several layers may be the same table: choose under Layers which one is meant.</source>
        <translation>有几个图层可能是同一张表：请在“图层”中选定。</translation>
    </message>
    <message>
        <source>The layers have changed since this was said.</source>
        <translation>此后图层已有变动。</translation>
    </message>
    <message>
        <source>Site card: click on the map to see what a site there would meet</source>
        <translation>选址速查：点击地图，看在该处建站会遇到什么</translation>
    </message>
    <message>
        <source>Longitude and latitude, in any notation</source>
        <translation>经纬度，写法不限</translation>
    </message>
    <message>
        <source>Coordinate</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Datum of what is typed</source>
        <translation>所输坐标的坐标系</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>The place in CGCS2000</source>
        <translation>该处的 CGCS2000 坐标</translation>
    </message>
    <message>
        <source>° ′ ″</source>
        <translation>° ′ ″</translation>
    </message>
    <message>
        <source>Show degrees, minutes and seconds</source>
        <translation>显示度分秒</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the coordinate</source>
        <translation>复制坐标</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>停止查看</translation>
    </message>
    <message>
        <source>What is known of the place</source>
        <translation>该处的已知情况</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新查询</translation>
    </message>
    <message>
        <source>Copy card</source>
        <translation>复制速查结果</translation>
    </message>
    <message>
        <source>Make application row</source>
        <translation>生成申请行</translation>
    </message>
    <message>
        <source>Layers …</source>
        <translation>图层……</translation>
    </message>
    <message>
        <source>Open the sample county</source>
        <translation>打开示例县</translation>
    </message>
    <message>
        <source>Choose layers …</source>
        <translation>选择图层……</translation>
    </message>
    <message>
        <source>Layers of the site card</source>
        <translation>选址速查的图层</translation>
    </message>
    <message>
        <source>Each table is found by its name or columns. Choose where several fit, or another is meant.</source>
        <translation>各表按名称或列自动找到。有几个符合或另有所指时，请选定。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic: several fit, choose one</source>
        <translation>自动：有几个符合，请选一个</translation>
    </message>
    <message>
        <source>Automatic: {layer}</source>
        <translation>自动：{layer}</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; cannot be edited.</source>
        <translation>图层“{layer}”不能编辑。</translation>
    </message>
    <message>
        <source>Application from the site card</source>
        <translation>由选址速查生成申请</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; refused the row.</source>
        <translation>图层“{layer}”拒绝了该行。</translation>
    </message>
    <message>
        <source>What the rules say of a site here</source>
        <translation>在此建站，各规则的结论</translation>
    </message>
    <message>
        <source>Judged by the papers of an application: {count}</source>
        <translation>须凭申请材料判断：{count} 条</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>GCJ-02 (Amap, Tencent)</source>
        <translation>GCJ-02（高德、腾讯）</translation>
    </message>
    <message>
        <source>BD-09 (Baidu)</source>
        <translation>BD-09（百度）</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>in none of the zones given</source>
        <translation>不在所给的任何管控区内</translation>
    </message>
    <message>
        <source>in no county given</source>
        <translation>不在所给的任何县内</translation>
    </message>
    <message>
        <source>no layer of counties</source>
        <translation>没有县图层</translation>
    </message>
    <message>
        <source>in no township given</source>
        <translation>不在所给的任何乡镇内</translation>
    </message>
    <message>
        <source>no layer of townships</source>
        <translation>没有乡镇图层</translation>
    </message>
    <message>
        <source>Planned site</source>
        <translation>规划站</translation>
    </message>
    <message>
        <source>no planned site</source>
        <translation>没有规划站</translation>
    </message>
    <message>
        <source>{plan}: right here</source>
        <translation>{plan}：就在此处</translation>
    </message>
    <message>
        <source>{plan}: {distance} m to the {way}</source>
        <translation>{plan}：{way}方向 {distance} 米</translation>
    </message>
    <message>
        <source>within the allowed {allowed} m</source>
        <translation>在允许的 {allowed} 米以内</translation>
    </message>
    <message>
        <source>more than the allowed {allowed} m</source>
        <translation>超出允许的 {allowed} 米</translation>
    </message>
    <message>
        <source>within the allowed deviation of every scene</source>
        <translation>在各场景的允许偏离以内</translation>
    </message>
    <message>
        <source>more than the allowed deviation of every scene</source>
        <translation>超出各场景的允许偏离</translation>
    </message>
    <message>
        <source>its scene is not known, so the allowed deviation is open</source>
        <translation>场景不明，允许偏离未定</translation>
    </message>
    <message>
        <source>Existing sites with room</source>
        <translation>可共享的现网站址</translation>
    </message>
    <message>
        <source>none near enough to share</source>
        <translation>附近没有可共享的</translation>
    </message>
    <message>
        <source>none inside the allowed deviation</source>
        <translation>允许偏离内没有</translation>
    </message>
    <message>
        <source>{host} {distance} m ({fits})</source>
        <translation>{host} {distance} 米（{fits}）</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>none within the allowed deviation: {why}</source>
        <translation>允许偏离内没有：{why}</translation>
    </message>
    <message>
        <source>here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>{shift} m to the {way} (bearing {bearing}°), at {place}</source>
        <translation>{way}方向 {shift} 米（方位 {bearing}°），{place}</translation>
    </message>
    <message>
        <source>not checked: no such layer</source>
        <translation>未核查：没有该图层</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation>，另有 {count} 项</translation>
    </message>
    <message>
        <source>Checks every planned site by the rules that hold for a plan: codes, places, duplicates, spacing, zones, clearances and neighbours. What could not be checked is listed as such. With DEMAND, tells each target of the year now and as it would stand if all that is planned were built.</source>
        <translation>按适用于规划的规则核查每个规划站：编号、位置、重复、站距、管控区、退距和邻近建筑。未能核查的单独列出。给出 DEMAND 时，逐项说明当年目标的现状，以及规划全部建成后的结果。</translation>
    </message>
    <message>
        <source>Demand, for the targets</source>
        <translation>需求（用于目标）</translation>
    </message>
    <message>
        <source>One or several layers of places, routes or sea zones, as findgaps takes them: what TARGETS counts.</source>
        <translation>一个或几个地点、路线或海域图层，与 findgaps 相同：TARGETS 据此计数。</translation>
    </message>
    <message>
        <source>Drive tests and spot samples, for the targets as they stand now.</source>
        <translation>路测和定点样点，用于目标的现状。</translation>
    </message>
    <message>
        <source>Year of the targets</source>
        <translation>目标年份</translation>
    </message>
    <message>
        <source>TARGETS holds the targets due in this year; planned sites of this year and before count as built.</source>
        <translation>TARGETS 列出该年到期的目标；该年及此前的规划站视为建成。</translation>
    </message>
    <message>
        <source>Targets if all is built</source>
        <translation>全部建成后的目标</translation>
    </message>
    <message>
        <source>Each target due in the year, now and if all planned sites of the year and before were on air: value, verdict, unknown, shortfall and basis twice. Needs COUNTIES; without SITES what the plan does not reach is unknown.</source>
        <translation>当年到期的每个目标，现状与该年及此前规划站全部开通后各列一次：数值、结论、未知、差距和依据。须有 COUNTIES；没有 SITES 时，规划未及之处为未知。</translation>
    </message>
    <message>
        <source>TARGETS needs COUNTIES: targets are judged county by county.</source>
        <translation>TARGETS 须有 COUNTIES：目标逐县核查。</translation>
    </message>
    <message>
        <source>Targets of {year}: {count} planned sites of this year and before count as built.</source>
        <translation>{year} 年目标：该年及此前的 {count} 个规划站视为建成。</translation>
    </message>
    <message>
        <source>The layer &apos;{layer}&apos; cannot be read.</source>
        <translation>图层“{layer}”无法读取。</translation>
    </message>
    <message>
        <source>The sites are lines or areas. They must be points: is it the right layer?</source>
        <translation>站址是线或面。站址须为点：图层选对了吗？</translation>
    </message>
    <message>
        <source>{layer}: {count} rows lie at no longitude and latitude (is the coordinate system right?): unknown.</source>
        <translation>{layer}：{count} 行的坐标不是经纬度（坐标系对吗？），判为未知。</translation>
    </message>
    <message>
        <source>{count} sites have no position, or none in degrees.</source>
        <translation>{count} 个站址没有位置，或坐标不是经纬度。</translation>
    </message>
    <message>
        <source>{count} transmitters of sites whose status is blank or not understood.</source>
        <translation>{count} 个发射点所在站址的状态为空或不明。</translation>
    </message>
    <message>
        <source>A site here</source>
        <translation>在此建站</translation>
    </message>
    <message>
        <source>{place}; conditions there: {conditions}</source>
        <translation>{place}；该处附带条件：{conditions}</translation>
    </message>
    <message>
        <source>{count} transmitters with no random-access format: beyond {km} km from them nothing is sure.</source>
        <translation>{count} 个发射点没有随机接入格式：{km} 公里以外不能确定。</translation>
    </message>
    <message>
        <source>{count} transmitters without an azimuth: taken as looking all around.</source>
        <translation>{count} 个发射点没有方位角：按全向处理。</translation>
    </message>
    <message>
        <source>{count} transmitters that leave a side open: what is sure is what they reach backwards.</source>
        <translation>{count} 个发射点有一侧没有小区朝向：只有背向可及的范围算作确定。</translation>
    </message>
    <message>
        <source>{count} transmitters whose antenna height is their structure&apos;s.</source>
        <translation>{count} 个发射点的天线挂高取自塔高。</translation>
    </message>
    <message>
        <source>{count} transmitters with an EIRP that cannot be: by the link budget instead.</source>
        <translation>{count} 个发射点的 EIRP 不合理：改按链路预算。</translation>
    </message>
    <message>
        <source>{count} transmitters whose band is assumed.</source>
        <translation>{count} 个发射点的频段为假定。</translation>
    </message>
    <message>
        <source>{count} transmitters that cover farther (or less far) than their formula holds.</source>
        <translation>{count} 个发射点的覆盖距离超出公式的适用范围。</translation>
    </message>
    <message>
        <source>{count} transmitters that may reach farther (or less far) than their formula holds.</source>
        <translation>{count} 个发射点的可能距离超出公式的适用范围。</translation>
    </message>
    <message>
        <source>{count} transmitters whose ground height is not told: the radio horizon is not sure.</source>
        <translation>{count} 个发射点未注明地面高程：无线电视距不能确定。</translation>
    </message>
    <message>
        <source>{count} transmitters that the uplink limits.</source>
        <translation>{count} 个发射点受上行限制。</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>缺少的属性</translation>
    </message>
    <message>
        <source>What else is open</source>
        <translation>其他未定事项</translation>
    </message>
    <message>
        <source>The measurements are lines or areas. They must be points: is it the right layer?</source>
        <translation>测试记录为线或面，应为点：请核对图层。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; (CLAIMED) holds points or lines. Claimed areas must be polygons: is it the right layer?</source>
        <translation>图层“{layer}”（申报覆盖范围）为点或线，申报范围应为面：请核对图层。</translation>
    </message>
    <message>
        <source>&apos;{layer}&apos;: a shapefile keeps 254 bytes of a text. The columns {columns} were cut; write a GeoPackage to keep them whole.</source>
        <translation>“{layer}”：Shapefile 的文本最多 254 字节，列 {columns} 已被截断；需要完整内容请输出为 GeoPackage。</translation>
    </message>
    <message>
        <source>Kinds of places and routes, by commas, of which the layers hold all there are, or of which there are none; resources for the register.</source>
        <translation>图层已收全或本地确无的地点、路线类别，以逗号分隔；开放资源清单填“开放资源”。</translation>
    </message>
    <message>
        <source>Sites of which no place could be judged to pass</source>
        <translation>没有可判断为可用位置的站点数</translation>
    </message>
    <message>
        <source>{count} sites have no place that is known to pass, and some that could not be judged: no change of the plan is asked for them. The column shut_out says what must be known first.</source>
        <translation>{count} 个站点没有能确认可用的位置，且有位置无法判断，未提出规划调整；“shut_out”列注明须先查明的事项。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos;: {count} features have no shape, or none in degrees, and were not used.</source>
        <translation>图层“{layer}”：{count} 个要素没有图形或坐标不是经纬度，未采用。</translation>
    </message>
    <message>
        <source>{count} sites tell a radius of less than {least} m or more than {most} km: is radius_m in metres?</source>
        <translation>{count} 个站点填写的覆盖半径小于 {least} 米或大于 {most} 公里：请核对 radius_m 是否以米为单位。</translation>
    </message>
    <message>
        <source>Keep in workspace</source>
        <translation>存入工作区</translation>
    </message>
    <message>
        <source>The workspace&apos;s GeoPackage, or what createworkspace gave back for a PostGIS schema: the results are kept there too, in place of those of the run before; decisions on findings stay.</source>
        <translation>工作区的 GeoPackage 文件，或“新建工作区”为 PostGIS 模式返回的文本：结果同时存入其中，替换上一次的结果；对发现所作的决定保留。</translation>
    </message>
    <message>
        <source>Run in the workspace</source>
        <translation>工作区中的运行编号</translation>
    </message>
    <message>
        <source>It failed; QGIS&apos;s log of messages says why.</source>
        <translation>未能完成；原因见 QGIS 的日志消息。</translation>
    </message>
    <message>
        <source>Where a site may stand</source>
        <translation>可建范围</translation>
    </message>
    <message>
        <source>Nearest places that pass</source>
        <translation>最近可行位置</translation>
    </message>
    <message>
        <source>Plan changes</source>
        <translation>规划调整</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>border {km} km away</source>
        <translation>距边境 {km} 公里</translation>
    </message>
    <message>
        <source>border farther than 100 km</source>
        <translation>距边境超过 100 公里</translation>
    </message>
    <message>
        <source>coast {km} km away</source>
        <translation>距海岸 {km} 公里</translation>
    </message>
    <message>
        <source>coast farther than 100 km</source>
        <translation>距海岸超过 100 公里</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>not checked: no layer of sites or of measurements</source>
        <translation>未核查：没有站点或测试图层</translation>
    </message>
    <message>
        <source>Coverage {technology}</source>
        <translation>{technology}覆盖</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is read-only for you: it can be looked at, but nothing can be kept in it. Copy it to a folder of your own, or ask for the right to write there.</source>
        <translation>“{file}”对您是只读的：可以查看，但不能保存任何内容。请复制到自己的文件夹，或申请该处的写入权限。</translation>
    </message>
    <message>
        <source>Open workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>The site card tells what a site at a place would meet: plan, sharing, zones and every rule. It reads the layers of the project: site plan, counties, townships, zones, roads, existing sites, opened resources.</source>
        <translation>选址速查说明在某处建站会遇到什么：规划、共享、管控区和每条规则。它读取项目中的图层：站址规划、县界、乡镇界、管控区、道路、现网站址、开放资源。</translation>
    </message>
    <message>
        <source>New workspace …</source>
        <translation>新建工作区……</translation>
    </message>
    <message>
        <source>Open workspace …</source>
        <translation>打开工作区……</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Import the data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Check and decide</source>
        <translation>核查与处理</translation>
    </message>
    <message>
        <source>'{name}' is being opened …</source>
        <translation>正在打开“{name}”……</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is open.</source>
        <translation>已打开“{name}”。</translation>
    </message>
    <message>
        <source>Open &apos;{name}&apos; again</source>
        <translation>打开上次的“{name}”</translation>
    </message>
    <message>
        <source>Checks site applications against the 5G site plan, keeps the register of opened resources, and shows how far each county is from its targets. Everything stays in a workspace: a file on this computer, or a schema of your server.</source>
        <translation>对照5G站址规划核查站址申请，管理开放资源台账，并在图上显示各县距各项目标还差多少。所有内容都保存在工作区内：本机上的一个文件，或贵单位服务器上的一个模式。</translation>
    </message>
    <message>
        <source>The sample county is made up and shows everything within ten seconds. For your own county make a workspace, or open the one that your office works with.</source>
        <translation>示例县为虚构数据，十秒内即可看到全部功能。核查本县请新建工作区，或打开单位正在使用的工作区。</translation>
    </message>
    <message>
        <source>Take plan, applications, sites and register as they were sent: Excel, text, shapefile, KML or Ovital. What each column became and where the points fall is shown before anything is kept, and an import can be undone.</source>
        <translation>规划、申请、现网站址、台账按收到的原样导入：Excel、文本、Shapefile、KML 或奥维文件。保存之前先显示各列如何识别、点落在哪里，导入后可以撤销。</translation>
    </message>
    <message>
        <source>Run the checks from the docks and walk through what fails. Each decision is kept with its reason, name and time.</source>
        <translation>在各窗格中运行核查，逐处查看未通过的地方。每一项处理决定连同理由、姓名和时间一并保存。</translation>
    </message>
    <message>
        <source>A PostgreSQL connection saved in QGIS: for several people at once</source>
        <translation>QGIS 中保存的 PostgreSQL 连接，供多人同时使用</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>新建工作区</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>The county&apos;s name: the file or schema is called so</source>
        <translation>县名，文件或模式以此命名</translation>
    </message>
    <message>
        <source>Schema &apos;{name}&apos;, for several people at once</source>
        <translation>模式“{name}”，供多人同时使用</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Workspaces (*.gpkg)</source>
        <translation>工作区 (*.gpkg)</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Make a workspace for a county</source>
        <translation>为一个县新建工作区</translation>
    </message>
    <message>
        <source>Open a county&apos;s workspace</source>
        <translation>打开某县的工作区</translation>
    </message>
    <message>
        <source>Findings are written as {known}, not as &apos;{file}&apos;.</source>
        <translation>核查结果只能导出为 {known}，不能导出为“{file}”。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; cannot be written: {reason}. Is it open in another program?</source>
        <translation>“{file}”无法写入：{reason}。是否正被其他程序打开？</translation>
    </message>
    <message>
        <source>Only the last decision of one&apos;s own can be taken back.</source>
        <translation>只能撤销自己作出的最后一次处理。</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>仅核查这些</translation>
    </message>
    <message>
        <source>Ids, by commas: only the findings on these rows, and on pairs with them, are given and, in a workspace, replaced; what was found of others stays. Rows are still held against all others. Findings on other tables (planned sites not applied for, holes in the net) wait for the next check of everything.</source>
        <translation>编号，用逗号分隔：只给出这些行及与其成对的问题，工作区中也只替换这些；其他行的原有结果不变。各行仍与全部其他行比较。关于其他表的问题（规划站未申报、布局空洞等）待下次全部核查时更新。</translation>
    </message>
    <message>
        <source>The workspace holds no earlier run of this check. Check everything once, then only what changed.</source>
        <translation>工作区中没有本项核查的记录。请先全部核查一次，再只复核改动。</translation>
    </message>
    <message>
        <source>Layer &apos;{layer}&apos; has no row with {id}: {ids}.</source>
        <translation>图层“{layer}”中没有 {id} 为以下值的行：{ids}。</translation>
    </message>
    <message>
        <source>Nothing was checked in this workspace yet. Run a check with the button above.</source>
        <translation>本工作区尚未核查。请用上方的“核查”按钮运行核查。</translation>
    </message>
    <message>
        <source>The workspace has no row with the id &apos;{id}&apos;.</source>
        <translation>工作区中没有编号为“{id}”的行。</translation>
    </message>
    <message>
        <source>{count} features selected in their layers.</source>
        <translation>已在图层中选中 {count} 个要素。</translation>
    </message>
    <message>
        <source>There is nothing shown to export.</source>
        <translation>当前没有可导出的结果。</translation>
    </message>
    <message>
        <source>Export {count} findings</source>
        <translation>导出 {count} 条核查结果</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx);;Text for spreadsheets (*.csv);;GeoPackage (*.gpkg)</source>
        <translation>工作簿 (*.xlsx);;表格文本 (*.csv);;GeoPackage (*.gpkg)</translation>
    </message>
    <message>
        <source>{count} findings written to {file}.</source>
        <translation>已将 {count} 条核查结果写入 {file}。</translation>
    </message>
    <message>
        <source>Nothing has changed since the last check.</source>
        <translation>上次核查以来没有改动。</translation>
    </message>
    <message>
        <source>This finding has no place on the map.</source>
        <translation>此问题没有地图位置。</translation>
    </message>
    <message>
        <source>Check: {what}</source>
        <translation>核查：{what}</translation>
    </message>
    <message>
        <source>Check all of these</source>
        <translation>以上全部核查</translation>
    </message>
    <message>
        <source>Import applications, plan or register first</source>
        <translation>请先导入申请、规划或资源台账</translation>
    </message>
    <message>
        <source>Decide: {state}</source>
        <translation>处理：{state}</translation>
    </message>
    <message>
        <source>{count} findings become &apos;{state}&apos;:</source>
        <translation>以下 {count} 条将标为“{state}”：</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……以及另外 {count} 条</translation>
    </message>
    <message>
        <source>Reason (required), with the number of the paper where there is one</source>
        <translation>理由（必填），有批文的请写文号</translation>
    </message>
    <message>
        <source>Reason or note (may stay empty)</source>
        <translation>理由或备注（可不填）</translation>
    </message>
    <message>
        <source>Who decides</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>Your name, kept with each decision:</source>
        <translation>您的姓名，随每次处理一并保存：</translation>
    </message>
    <message>
        <source>Looking what changed</source>
        <translation>正在查找改动</translation>
    </message>
    <message>
        <source>{count} findings: {state}.</source>
        <translation>{count} 条已标为：{state}。</translation>
    </message>
    <message>
        <source>Taken back on {count} findings.</source>
        <translation>已撤销 {count} 条的处理。</translation>
    </message>
    <message>
        <source>Decides: {name}</source>
        <translation>处理人：{name}</translation>
    </message>
    <message>
        <source>Who decides …</source>
        <translation>处理人…</translation>
    </message>
    <message>
        <source>Measured / limit</source>
        <translation>实测值/限值</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Earlier decision</source>
        <translation>原处理</translation>
    </message>
    <message>
        <source>Filter: {facet}</source>
        <translation>筛选：{facet}</translation>
    </message>
    <message>
        <source>Show only some: {facet}</source>
        <translation>按{facet}筛选</translation>
    </message>
    <message>
        <source>Check what changed</source>
        <translation>复核改动</translation>
    </message>
    <message>
        <source>Run a check on the workspace</source>
        <translation>对工作区运行核查</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Read the workspace again: others may have decided</source>
        <translation>重新读取工作区：他人可能已作处理</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write the findings that are shown to a file</source>
        <translation>将当前显示的结果写入文件</translation>
    </message>
    <message>
        <source>Search name, id, rule, message, reason</source>
        <translation>搜索名称、编号、规则、问题、理由</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Show all findings again</source>
        <translation>重新显示全部结果</translation>
    </message>
    <message>
        <source>How many findings are shown</source>
        <translation>显示的结果数</translation>
    </message>
    <message>
        <source>Stop what runs</source>
        <translation>停止正在运行的任务</translation>
    </message>
    <message>
        <source>The finding in full</source>
        <translation>问题详情</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Move the map to the finding that is chosen</source>
        <translation>地图移到所选问题处</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom to the finding that is chosen</source>
        <translation>地图放大到所选问题处</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>Flash the finding that is chosen</source>
        <translation>在地图上闪烁所选问题</translation>
    </message>
    <message>
        <source>Open form</source>
        <translation>打开表单</translation>
    </message>
    <message>
        <source>Open the form of the feature</source>
        <translation>打开该要素的表单</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>Select the features in their layers</source>
        <translation>在图层中选中这些要素</translation>
    </message>
    <message>
        <source>Previous finding (P)</source>
        <translation>上一条 (P)</translation>
    </message>
    <message>
        <source>Next finding (N)</source>
        <translation>下一条 (N)</translation>
    </message>
    <message>
        <source>Except …</source>
        <translation>例外…</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>已整改</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Take a decision off</source>
        <translation>取消已有处理，恢复待处理</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last decision</source>
        <translation>撤销最后一次处理</translation>
    </message>
    <message>
        <source>Who decides: change the name</source>
        <translation>更改处理人姓名</translation>
    </message>
    <message>
        <source>{shown} of {all} shown</source>
        <translation>显示 {shown} 条，共 {all} 条</translation>
    </message>
    <message>
        <source>No finding fits the filters and the text searched for.</source>
        <translation>没有符合筛选和搜索条件的结果。</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>处理人及时间</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>仍在</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>与上次比</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>{state} (was: {former})</source>
        <translation>{state}（原：{former}）</translation>
    </message>
    <message>
        <source>{count} rules not checked ⓘ</source>
        <translation>未核查 {count} 条规则 ⓘ</translation>
    </message>
    <message>
        <source>{check}: {rules} checks over {layers} layers, nothing found; {open} rules not checked.</source>
        <translation>{check}：{rules} 项规则、{layers} 个图层已核查，未发现问题；{open} 条规则未核查。</translation>
    </message>
    <message>
        <source>{check}: {only} rows checked anew; {new} new, {changed} changed, {gone} gone, {still} still there.</source>
        <translation>{check}：复核 {only} 行；新增 {new}，变化 {changed}，消失 {gone}，仍在 {still}。</translation>
    </message>
    <message>
        <source>{check}: all checked; {new} new, {changed} changed, {gone} gone, {still} still there.</source>
        <translation>{check}：已全部核查；新增 {new}，变化 {changed}，消失 {gone}，仍在 {still}。</translation>
    </message>
    <message>
        <source>Findings: what the checks found, walked through and decided on</source>
        <translation>核查结果：逐条查看并处理核查发现的问题</translation>
    </message>
    <message>
        <source>Keep the decision</source>
        <translation>保存处理</translation>
    </message>
    <message>
        <source>The workspace has no counties yet: import them first.</source>
        <translation>工作区还没有县级图层，请先导入。</translation>
    </message>
    <message>
        <source>The workspace has no sites yet: without them nobody knows what a new one adds.</source>
        <translation>工作区还没有现网站址：没有它就无从知道新站增加了什么。</translation>
    </message>
    <message>
        <source>The workspace has no places, routes or sea zones yet: import what is to be covered first.</source>
        <translation>工作区还没有地点、路线或海域，请先导入需覆盖的对象。</translation>
    </message>
    <message>
        <source>Row {row}: choose the county.</source>
        <translation>第 {row} 行：请选择县。</translation>
    </message>
    <message>
        <source>Row {row}: choose the indicator.</source>
        <translation>第 {row} 行：请选择指标。</translation>
    </message>
    <message>
        <source>Row {row}: &apos;{value}&apos; is no number.</source>
        <translation>第 {row} 行：“{value}”不是数字。</translation>
    </message>
    <message>
        <source>Row {row}: &apos;{period}&apos; is no period; write 2026, 2026-10 or 2026Q3.</source>
        <translation>第 {row} 行：“{period}”不是时期，请写成 2026、2026-10 或 2026Q3。</translation>
    </message>
    <message>
        <source>Row {row}: say where the value comes from.</source>
        <translation>第 {row} 行：请注明数值来源。</translation>
    </message>
    <message>
        <source>Somebody else stored &apos;{table}&apos; since you read it. Nothing was written: open it again.</source>
        <translation>您读取之后，“{table}”已被他人保存。未作写入，请重新打开。</translation>
    </message>
    <message>
        <source>Places still needed</source>
        <translation>还差处数</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Figures that no layer gives: one row per county, indicator, period and source. The unit is the one in which the document asks. Nothing is written before you press Save.</source>
        <translation>图层无法给出的数值：每县、每指标、每时期、每来源一行；单位为文件所用单位。按“保存”之前不写入。</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>Remove row</source>
        <translation>删除此行</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>All years</source>
        <translation>全部年份</translation>
    </message>
    <message>
        <source>Due {year}</source>
        <translation>{year} 年到期</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Compute anew</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>No targets computed yet. Compute judges every target of the documents in every county.</source>
        <translation>尚未计算目标。“计算”将逐县判断各文件的每项目标。</translation>
    </message>
    <message>
        <source>As of {day}, profile {profile}</source>
        <translation>截至 {day} · 参数集 {profile}</translation>
    </message>
    <message>
        <source>{said}. Newer than these results: {names}. Compute anew.</source>
        <translation>{said}。以下数据比结果新：{names}，请重新计算。</translation>
    </message>
    <message>
        <source>Stopped. What was computed before it was stopped is kept.</source>
        <translation>已停止。停止前算完的部分已保存。</translation>
    </message>
    <message>
        <source>By verdict</source>
        <translation>按结论</translation>
    </message>
    <message>
        <source>By shortfall</source>
        <translation>按差距</translation>
    </message>
    <message>
        <source>By document</source>
        <translation>按文件</translation>
    </message>
    <message>
        <source>Move the map to the place</source>
        <translation>把地图移到该处</translation>
    </message>
    <message>
        <source>Zoom the map to the place</source>
        <translation>把地图放大到该处</translation>
    </message>
    <message>
        <source>Flash the place on the map</source>
        <translation>在地图上闪烁该处</translation>
    </message>
    <message>
        <source>Only gaps</source>
        <translation>只看缺口</translation>
    </message>
    <message>
        <source>Hide in the layers of the target all that does not fail it; undone when the dock closes</source>
        <translation>在该目标的图层中只显示未达标的对象；关闭窗格时恢复</translation>
    </message>
    <message>
        <source>Stop computing</source>
        <translation>停止计算</translation>
    </message>
    <message>
        <source>Targets by verdict</source>
        <translation>各结论的目标数</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>走势</translation>
    </message>
    <message>
        <source>Try a site</source>
        <translation>试站点</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文件</translation>
    </message>
    <message>
        <source>Model of coverage</source>
        <translation>覆盖模型</translation>
    </message>
    <message>
        <source>Day for which is judged</source>
        <translation>判断所用日期</translation>
    </message>
    <message>
        <source>Statistics …</source>
        <translation>统计数据…</translation>
    </message>
    <message>
        <source>Type in figures that no layer gives</source>
        <translation>填报图层无法给出的数值</translation>
    </message>
    <message>
        <source>◀ Previous (P)</source>
        <translation>◀ 上一处 (P)</translation>
    </message>
    <message>
        <source>The place before (key P)</source>
        <translation>上一处（P 键）</translation>
    </message>
    <message>
        <source>Next (N) ▶</source>
        <translation>下一处 (N) ▶</translation>
    </message>
    <message>
        <source>The next place (key N)</source>
        <translation>下一处（N 键）</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>Mark the place as seen, or not (space bar)</source>
        <translation>标为已看或取消（空格键）</translation>
    </message>
    <message>
        <source>Places seen</source>
        <translation>已看处数</translation>
    </message>
    <message>
        <source>Type in the figure …</source>
        <translation>填报数值…</translation>
    </message>
    <message>
        <source>Import data …</source>
        <translation>导入数据……</translation>
    </message>
    <message>
        <source>What fails the target</source>
        <translation>未达标之处</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Zoom the map to all that fails the target</source>
        <translation>地图缩放到全部未达标之处</translation>
    </message>
    <message>
        <source>{step} of {count}: {title}</source>
        <translation>第 {step} 步，共 {count} 步：{title}</translation>
    </message>
    <message>
        <source>Pace to the deadline</source>
        <translation>到期前的进度</translation>
    </message>
    <message>
        <source>Choose a target to see its course.</source>
        <translation>请选择一项目标查看走势。</translation>
    </message>
    <message>
        <source>{count} snapshot so far. Each day on which targets are computed leaves one; the course shows from the second day on.</source>
        <translation>目前有 {count} 期快照。每个计算日留下一期，满两期即显示走势。</translation>
    </message>
    <message>
        <source>So far {pace} {unit} per month ({first} to {last}).</source>
        <translation>目前每月 {pace} {unit}（{first} 至 {last}）。</translation>
    </message>
    <message>
        <source>The target is met.</source>
        <translation>目标已达到。</translation>
    </message>
    <message>
        <source>Needed until {deadline}: {pace} {unit} per month.</source>
        <translation>到 {deadline} 前每月需 {pace} {unit}。</translation>
    </message>
    <message>
        <source>The pace so far is enough.</source>
        <translation>按目前进度可以达到。</translation>
    </message>
    <message>
        <source>The pace so far is not enough.</source>
        <translation>按目前进度达不到。</translation>
    </message>
    <message>
        <source>The document names no deadline.</source>
        <translation>文件没有规定期限。</translation>
    </message>
    <message>
        <source>No pace can be told: the target has no number, or not all that it counts is known.</source>
        <translation>无法计算所需进度：目标没有数字，或所计对象尚有未知。</translation>
    </message>
    <message>
        <source>target {value}</source>
        <translation>目标 {value}</translation>
    </message>
    <message>
        <source>deadline {day}</source>
        <translation>期限 {day}</translation>
    </message>
    <message>
        <source>All operators (shared mast)</source>
        <translation>各家共享</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Scene of the site: with it goes the band and how far it reaches</source>
        <translation>站点场景：决定频段和覆盖半径</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Whose 5G the site carries</source>
        <translation>站点承载哪家的5G</translation>
    </message>
    <message>
        <source>Antenna height</source>
        <translation>天线挂高</translation>
    </message>
    <message>
        <source>Antenna height: it counts over the sea, and with the formula model</source>
        <translation>天线挂高：用于海上覆盖和公式模型</translation>
    </message>
    <message>
        <source>Click on the map to put a macro site there; hold and drag to move it.</source>
        <translation>在地图上单击放置一个宏站，按住拖动可移动。</translation>
    </message>
    <message>
        <source>What the site would change</source>
        <translation>该站点带来的变化</translation>
    </message>
    <message>
        <source>Macro site, 5G, {scene}, {operators}; {model}: {band} reaches {reach} m on land, antenna {height} m. A trial only: nothing is written.</source>
        <translation>宏站，5G，{scene}，{operators}；{model}：{band} 陆上覆盖半径 {reach} 米，天线挂高 {height} 米。仅为试算，不写入工作区。</translation>
    </message>
    <message>
        <source>{mhz} MHz</source>
        <translation>{mhz} MHz</translation>
    </message>
    <message>
        <source>its band</source>
        <translation>所用频段</translation>
    </message>
    <message>
        <source>was: {state}</source>
        <translation>原为{state}</translation>
    </message>
    <message>
        <source>The county is being read; the first answer takes a few seconds.</source>
        <translation>正在读取全县数据，首次需几秒。</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>未看</translation>
    </message>
    <message>
        <source>This one has no place on the map.</source>
        <translation>此项没有位置，无法在地图上显示。</translation>
    </message>
    <message>
        <source>Not passing ({count})</source>
        <translation>未达标处 ({count})</translation>
    </message>
    <message>
        <source>Not passing</source>
        <translation>未达标处</translation>
    </message>
    <message>
        <source>{seen}/{count} seen</source>
        <translation>{seen}/{count} 已看</translation>
    </message>
    <message>
        <source>Choose a target to see what fails it.</source>
        <translation>请选择一项目标查看未达标之处。</translation>
    </message>
    <message>
        <source>Missing: {what}</source>
        <translation>缺少：{what}</translation>
    </message>
    <message>
        <source>Nothing fails this target by name: its value is a figure, or all passes.</source>
        <translation>没有可逐处列出的未达标对象：该目标为数值，或全部达标。</translation>
    </message>
    <message>
        <source>{number} short</source>
        <translation>差 {number} 个</translation>
    </message>
    <message>
        <source>{number} km short</source>
        <translation>差 {number} 公里</translation>
    </message>
    <message>
        <source>{number} km² short</source>
        <translation>差 {number} 平方公里</translation>
    </message>
    <message>
        <source>{number} points short</source>
        <translation>差 {number} 个百分点</translation>
    </message>
    <message>
        <source>{number} places</source>
        <translation>{number} 个</translation>
    </message>
    <message>
        <source>{number} km</source>
        <translation>{number} 公里</translation>
    </message>
    <message>
        <source>{number} km²</source>
        <translation>{number} 平方公里</translation>
    </message>
    <message>
        <source>Listed as missing</source>
        <translation>名单注明未通</translation>
    </message>
    <message>
        <source>Not assessed</source>
        <translation>未评估</translation>
    </message>
    <message>
        <source>Radius model</source>
        <translation>半径模型</translation>
    </message>
    <message>
        <source>Formula model</source>
        <translation>公式模型</translation>
    </message>
    <message>
        <source>{number} {unit} short</source>
        <translation>差 {number} {unit}</translation>
    </message>
    <message>
        <source>unknown {number}</source>
        <translation>未知 {number}</translation>
    </message>
    <message>
        <source>by {year}</source>
        <translation>{year} 年</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} / {whole}</translation>
    </message>
    <message>
        <source>a planned site of {year} closes it</source>
        <translation>{year} 年规划站建成后覆盖</translation>
    </message>
    <message>
        <source>Targets: how far each county is, and which places fail</source>
        <translation>目标核查：各县差距和未达标之处</translation>
    </message>
    <message>
        <source>County targets</source>
        <translation>目标核查</translation>
    </message>
    <message>
        <source>percentage points</source>
        <translation>个百分点</translation>
    </message>
    <message>
        <source>No target changes: all that it reaches is covered, or none of it counts.</source>
        <translation>没有目标变化：所及之处均已覆盖，或不计入任何目标。</translation>
    </message>
    <message>
        <source>Newly covered: {count}</source>
        <translation>新增覆盖 {count} 处</translation>
    </message>
    <message>
        <source>and {count} more, marked on the map</source>
        <translation>另有 {count} 处，已在地图上标出</translation>
    </message>
    <message>
        <source>&apos;{table}&apos; was changed since: taking the import back would lose that. Nothing was changed.</source>
        <translation>“{table}”在导入之后又有改动，撤销会丢失这些改动。未作任何更改。</translation>
    </message>
    <message>
        <source>Into the workspace&apos;s table</source>
        <translation>写入工作区表的方式</translation>
    </message>
    <message>
        <source>replace 替换: the file takes the place of the table. add 追加: rows with an id that the table has are brought up to date (the file's columns hold, also where a cell is empty; others stay), new ones are added, all others stay.</source>
        <translation>replace 替换：文件内容取代原表。add 追加：编号已有的行按文件更新（文件有的列以文件为准，空单元格也算；文件没有的列保留），新的行加入，其余行保留。</translation>
    </message>
    <message>
        <source>Table in the workspace</source>
        <translation>工作区中的表</translation>
    </message>
    <message>
        <source>Empty: the table of the kind. A second of a kind has a word behind its name, such as zones_sea for sea zones or resources_register for the register.</source>
        <translation>留空为该类的表。同类第二张表在名称后加词，如海域用 zones_sea，台账用 resources_register。</translation>
    </message>
    <message>
        <source>New in the workspace</source>
        <translation>新增行数</translation>
    </message>
    <message>
        <source>Brought up to date</source>
        <translation>更新行数</translation>
    </message>
    <message>
        <source>Left as they were</source>
        <translation>保留行数</translation>
    </message>
    <message>
        <source>Gone from the workspace</source>
        <translation>移除行数</translation>
    </message>
    <message>
        <source>In the workspace: {added} added, {updated} brought up to date, {kept} left, {removed} gone.</source>
        <translation>工作区：新增 {added} 行，更新 {updated} 行，保留 {kept} 行，移除 {removed} 行。</translation>
    </message>
    <message>
        <source>Columns that the table did not have before: {columns}.</source>
        <translation>原表没有的列：{columns}。</translation>
    </message>
    <message>
        <source>A table of {kind} is called {kind}, or {kind}_ and a word: &apos;{table}&apos; is not.</source>
        <translation>{kind} 类的表应命名为 {kind}，或 {kind}_ 加一个词，不能用“{table}”。</translation>
    </message>
    <message>
        <source>its first bytes say so</source>
        <translation>文件开头有编码标记</translation>
    </message>
    <message>
        <source>all of it is valid UTF-8</source>
        <translation>全文均为有效的 UTF-8</translation>
    </message>
    <message>
        <source>it is not UTF-8, and all of it is valid GB18030</source>
        <translation>不是 UTF-8，全文均为有效的 GB18030</translation>
    </message>
    <message>
        <source>every other byte is zero</source>
        <translation>每两个字节有一个为零</translation>
    </message>
    <message>
        <source>a title above the table</source>
        <translation>表上方的标题</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>may be several columns: choose</source>
        <translation>可能是多个列之一，请选择</translation>
    </message>
    <message>
        <source>recognised by a part of its name or by its values</source>
        <translation>按列名的一部分或单元格内容识别</translation>
    </message>
    <message>
        <source>{file}: read as {encoding} ({why}), separated by {separator}.</source>
        <translation>{file}：按 {encoding} 读取（{why}），以{separator}分隔。</translation>
    </message>
    <message>
        <source>The columns of &apos;{sender}&apos; could not be saved in &apos;{folder}&apos;: {reason}.</source>
        <translation>“{sender}”的列对应未能保存到“{folder}”：{reason}。</translation>
    </message>
    <message>
        <source>These rows are written as .xlsx or .csv, not as &apos;{file}&apos;.</source>
        <translation>这些行可存为 .xlsx 或 .csv，不能存为“{file}”。</translation>
    </message>
    <message>
        <source>The Python package openpyxl is missing here: save as .csv instead.</source>
        <translation>此处缺少 Python 库 openpyxl，请存为 .csv。</translation>
    </message>
    <message>
        <source>The table &apos;{table}&apos; holds {held}, the file {given}: a layer holds one of them. Replace the table, or name another one such as {table}_2.</source>
        <translation>表“{table}”中是{held}，文件中是{given}，一个图层只能存其中一种。请改为替换，或另存为其他表，如 {table}_2。</translation>
    </message>
    <message>
        <source>Import data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Choose a file, or drop one here.</source>
        <translation>请选择文件，或把文件拖到这里。</translation>
    </message>
    <message>
        <source>Importing …</source>
        <translation>正在导入……</translation>
    </message>
    <message>
        <source>The import is being taken back …</source>
        <translation>正在撤销导入……</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>not imported</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>{count} rows saved: {file}</source>
        <translation>已保存 {count} 行：{file}</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx);;Text (*.csv)</source>
        <translation>工作簿 (*.xlsx);;文本 (*.csv)</translation>
    </message>
    <message>
        <source>Save what was no record</source>
        <translation>保存未导入的行</translation>
    </message>
    <message>
        <source>File to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message>
        <source>What the rows are</source>
        <translation>各行是什么</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>报送单位</translation>
    </message>
    <message>
        <source>Rows are</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>The file as it is</source>
        <translation>文件原样</translation>
    </message>
    <message>
        <source>The file as it is (first 50 rows)</source>
        <translation>文件原样（前50行）</translation>
    </message>
    <message>
        <source>What each column becomes</source>
        <translation>各列的识别结果</translation>
    </message>
    <message>
        <source>What each column becomes (click to change)</source>
        <translation>各列的识别结果（点击可改）</translation>
    </message>
    <message>
        <source>One point close up</source>
        <translation>放大看一点</translation>
    </message>
    <message>
        <source>Where the points fall</source>
        <translation>点落在哪里</translation>
    </message>
    <message>
        <source>by the evidence</source>
        <translation>按证据判定</translation>
    </message>
    <message>
        <source>Choose, or type a code such as EPSG:4526.</source>
        <translation>选择，或输入 EPSG:4526 之类的代码。</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>判定依据</translation>
    </message>
    <message>
        <source>No workspace is open: what is imported would have no place.</source>
        <translation>尚未打开工作区，导入的数据无处保存。</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>How</source>
        <translation>写入方式</translation>
    </message>
    <message>
        <source>Add: known ids are brought up to date</source>
        <translation>追加：编号已有的行更新，新的行加入</translation>
    </message>
    <message>
        <source>Replace the whole table</source>
        <translation>替换整个表</translation>
    </message>
    <message>
        <source>Into the table</source>
        <translation>存入表</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Save what was no record …</source>
        <translation>保存未导入的行……</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Row {row}: {reason}</source>
        <translation>第{row}行：{reason}</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>longitude and latitude in one cell</source>
        <translation>经度和纬度（在同一格）</translation>
    </message>
    <message>
        <source>Imported into &apos;{table}&apos;: {added} added, {updated} brought up to date, {kept} left, {removed} gone.</source>
        <translation>已导入“{table}”：新增 {added} 行，更新 {updated} 行，保留 {kept} 行，移除 {removed} 行。</translation>
    </message>
    <message>
        <source>The import was taken back: the table is as it was.</source>
        <translation>已撤销导入，表恢复原样。</translation>
    </message>
    <message>
        <source>all ({count})</source>
        <translation>全部（{count}）</translation>
    </message>
    <message>
        <source>{added} new, {updated} brought up to date, {kept} left, {removed} gone</source>
        <translation>新增 {added} · 更新 {updated} · 保留 {kept} · 移除 {removed}</translation>
    </message>
    <message>
        <source>Import {count} rows, {bare} without a place</source>
        <translation>导入 {count} 行（其中 {bare} 行无坐标）</translation>
    </message>
    <message>
        <source>Import {count} rows</source>
        <translation>导入 {count} 行</translation>
    </message>
    <message>
        <source>Save what was no record ({count}) …</source>
        <translation>保存未导入的行（{count}）……</translation>
    </message>
    <message>
        <source>No points from coordinates in degrees.</source>
        <translation>没有以度为单位的坐标点。</translation>
    </message>
    <message>
        <source>{count} points stay where the file says.</source>
        <translation>{count} 个点位置不变。</translation>
    </message>
    <message>
        <source>{count} points move by {median} m (median): ring before, dot after.</source>
        <translation>{count} 个点移动 {median} 米（中位数）：圆圈为原位置，圆点为新位置。</translation>
    </message>
    <message>
        <source>Import a table as it was sent, into the workspace</source>
        <translation>把收到的表按原样导入工作区</translation>
    </message>
    <message>
        <source>Sheet that is shown</source>
        <translation>显示的工作表</translation>
    </message>
    <message>
        <source>{count} points as they are: nothing proves their system. Choose it at the right.</source>
        <translation>{count} 个点按原样显示：无法证明其坐标系，请在右侧选择。</translation>
    </message>
    <message>
        <source>There is no workspace &apos;{file}&apos;: it was moved or deleted. Open it where it is now, or another one.</source>
        <translation>没有工作区“{file}”：可能已移动或删除。请从现在的位置打开，或打开其他工作区。</translation>
    </message>
    <message>
        <source>Who sent it. What the columns became is used again for the next file.</source>
        <translation>文件由谁报送。各列的识别结果会保存，该单位下次的文件自动套用。</translation>
    </message>
    <message>
        <source>named, it is known again</source>
        <translation>填写后下次自动套用</translation>
    </message>
    <message>
        <source>The findings are being read …</source>
        <translation>正在读取核查结果…</translation>
    </message>
    <message>
        <source>What fails, course, try a site</source>
        <translation>未达标处、走势、试站点</translation>
    </message>
    <message>
        <source>{count} of {total} cells cannot be read so</source>
        <translation>{total} 个单元格中有 {count} 个不能这样读取</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; can&apos;t be read as a raster: {reason}</source>
        <translation>“{file}”无法作为栅格读取：{reason}</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; has {count} million cells in the area that is needed, more than {most} million: clip or resample it first.</source>
        <translation>“{file}”在所需范围内有 {count} 百万个格网，超过 {most} 百万。请先裁剪或重采样。</translation>
    </message>
    <message>
        <source>Raster &apos;{file}&apos; has no coordinate system. Assign it (Raster &gt; Projections), then run again.</source>
        <translation>栅格“{file}”没有坐标系。请先指定（栅格 &gt; 投影），再重新运行。</translation>
    </message>
    <message>
        <source>The coordinate system of raster &apos;{file}&apos; can&apos;t be used: {reason}</source>
        <translation>栅格“{file}”的坐标系无法使用：{reason}</translation>
    </message>
    <message>
        <source>Raster &apos;{file}&apos; lies elsewhere: it holds none of the sites and places that are asked for.</source>
        <translation>栅格“{file}”不在此处：所问的站址和地点都不在其范围内。</translation>
    </message>
    <message>
        <source>Raster &apos;{file}&apos; holds no height where it is needed, only voids.</source>
        <translation>栅格“{file}”在所需范围内没有高程，全为空值。</translation>
    </message>
    <message>
        <source>Raster &apos;{file}&apos; has heights up to {height} m: they can&apos;t be metres. Are they feet? Convert them to metres.</source>
        <translation>栅格“{file}”高程高达 {height} 米，不可能是米制。是英尺吗？请换算为米。</translation>
    </message>
    <message>
        <source>Over the sea &apos;{file}&apos; would make {count} million cells, more than {most} million: resample it to larger cells first.</source>
        <translation>“{file}”扩展到海上将有 {count} 百万个格网，超过 {most} 百万。请先重采样为更大的格网。</translation>
    </message>
    <message>
        <source>The raster would have {count} million cells of {cell} m: set a larger raster_cell_m in the profile.</source>
        <translation>栅格将有 {count} 百万个 {cell} 米的格网。请在参数集中调大 raster_cell_m。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; can&apos;t be written. Is the folder there, and is it open elsewhere?</source>
        <translation>“{file}”无法写入。请确认文件夹存在，且文件未被其他程序占用。</translation>
    </message>
    <message>
        <source>The areas make {count} million squares of {step} m: set a longer path_step_m in the profile.</source>
        <translation>这些面将分成 {count} 百万个边长 {step} 米的方格。请在参数集中调大 path_step_m。</translation>
    </message>
    <message>
        <source>Draws where sites cover for sure by a model, and where they may: everything between the two is unknown, not covered and not a gap. It is planning, not measurement; only the models terrain and sea see the ground. Indoor systems are not drawn.</source>
        <translation>按模型画出站址确定覆盖和可能覆盖的范围：两者之间为未知，既非覆盖也非缺口。结果用于规划，不是实测；只有 terrain 和 sea 模型考虑地形。室内系统不画。</translation>
    </message>
    <message>
        <source>Per technology and operator: covered, and unknown around it, with what is missing of the transmitters and what else leaves them open. Over the sea by the models terrain and sea also by distance from the site: 0 to 20, 20 to 40 and 40 to 100 km.</source>
        <translation>按制式和运营商：覆盖范围及其外围的未知范围，并注明发射点缺少什么、还有什么使其不能确定。海上用 terrain 和 sea 模型时，另按距站址的距离分段：0至20、20至40、40至100公里。</translation>
    </message>
    <message>
        <source>Signal raster</source>
        <translation>信号栅格</translation>
    </message>
    <message>
        <source>With the models terrain and sea: a GeoTIFF of RSRP in dBm, the number of the strongest transmitter&apos;s site and the probability; of one technology (5G when none is chosen) and one operator (or any).</source>
        <translation>用于 terrain 和 sea 模型：GeoTIFF，含 RSRP（dBm）、最强站址的编号和概率；只含一种制式（未选时为5G）和一家运营商（或任一家）。</translation>
    </message>
    <message>
        <source>RASTER shows one operator: set OPERATOR to any, or to one operator.</source>
        <translation>信号栅格（RASTER）只表示一家运营商：请将 OPERATOR 设为 any 或某一家运营商。</translation>
    </message>
    <message>
        <source>{count} million cells for each technology and operator.</source>
        <translation>每种制式和运营商 {count} 百万个格网。</translation>
    </message>
    <message>
        <source>Heights (DEM)</source>
        <translation>高程（DEM）</translation>
    </message>
    <message>
        <source>A raster of heights in metres, of any coordinate system, for the models terrain (needed) and sea (where land lies between). It should reach as far as the signals do, beyond the border too: what lies outside is unknown.</source>
        <translation>高程栅格，单位为米，坐标系不限；terrain 模型必需，sea 模型在路径经过陆地时使用。范围应与信号所及一致，界线以外也要有：范围以外为未知。</translation>
    </message>
    <message>
        <source>The model {model} needs heights for places on land: give a DEM, or choose radius or formula.</source>
        <translation>模型 {model} 判断陆上地点需要高程：请提供 DEM，或改用 radius 或 formula。</translation>
    </message>
    <message>
        <source>The heights of &apos;{file}&apos; are about 3.28 times those that the sites tell of their ground: they are feet. Convert them to metres.</source>
        <translation>“{file}”的高程约为站址所填地面高程的3.28倍，应为英尺。请换算为米。</translation>
    </message>
    <message>
        <source>{count} of {total} sites stand where &apos;{file}&apos; has no height: what they reach is unknown.</source>
        <translation>{total} 个站址中有 {count} 个位于“{file}”无高程之处：其所及范围为未知。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; ends within reach of {count} sites: places beyond its edge are unknown, not gaps.</source>
        <translation>“{file}”的范围小于 {count} 个站址所及范围：界外地点为未知，不是缺口。</translation>
    </message>
    <message>
        <source>; smooth sea without land or islands, offset {offset} dB, sigma {sigma} dB</source>
        <translation>；按无陆地和岛屿的平滑海面，修正 {offset} dB，标准差 {sigma} dB</translation>
    </message>
    <message>
        <source>; heights &apos;{file}&apos; taken as tree tops and roofs, offset {offset} dB, sigma {sigma} dB</source>
        <translation>；高程“{file}”按树顶和屋顶（地表模型），修正 {offset} dB，标准差 {sigma} dB</translation>
    </message>
    <message>
        <source>; heights &apos;{file}&apos; taken as bare ground, so optimistic in forest by 10 to 40 dB unless calibrated, offset {offset} dB, sigma {sigma} dB</source>
        <translation>；高程“{file}”按裸地，未经校准时林区偏乐观10至40 dB，修正 {offset} dB，标准差 {sigma} dB</translation>
    </message>
    <message>
        <source>{count} transmitters of which no power is told: by the profile&apos;s link budget.</source>
        <translation>{count} 个发射点未注明功率：按参数集的链路预算。</translation>
    </message>
    <message>
        <source>radius: the site&apos;s radius_m, else a planning circle by band and scene. formula: TR 38.901 RMa or UMa, Hata below 1.5 GHz, from a link budget, with the probability that one point is covered. terrain: diffraction over the profile of the ground to each place (needs DEM). sea: diffraction over the curved sea, over land too where there is a DEM.</source>
        <translation>radius：站址自填半径（radius_m），否则按频段和场景的规划圈。formula：TR 38.901 RMa 或 UMa，1.5 GHz 以下用 Hata，由链路预算得出，并给出单点覆盖概率。terrain：沿地形剖面计算到每一地点的绕射（需 DEM）。sea：沿弯曲海面绕射，有 DEM 时也计入陆地。</translation>
    </message>
    <message>
        <source>Without heights there is no profile: give a DEM.</source>
        <translation>没有高程就没有剖面：请提供 DEM。</translation>
    </message>
    <message>
        <source>The path crosses ground that &apos;{file}&apos; does not have.</source>
        <translation>路径经过“{file}”没有高程之处。</translation>
    </message>
    <message>
        <source>The place is farther from the site than its signal can reach.</source>
        <translation>该地点超出站址信号所及距离。</translation>
    </message>
    <message>
        <source>{technology}: too few samples to compare the model with.</source>
        <translation>{technology}：样点太少，无法与模型比较。</translation>
    </message>
    <message>
        <source>{technology}: against {samples} samples in {squares} squares of 100 m the model predicts {offset_db} dB more than measured ({offset_low_db} to {offset_high_db}, 95 %), with a spread of {sigma_db} dB ({sigma_low_db} to {sigma_high_db}). To use it, write into the profile under values: path_offset_db: {{{model}: {new}}}, path_sigma_db: {{{model}: {sigma_db}}}.</source>
        <translation>{technology}：与 {squares} 个100米方格内的 {samples} 个样点相比，模型预测比实测高 {offset_db} dB（95%区间 {offset_low_db} 至 {offset_high_db}），离散 {sigma_db} dB（{sigma_low_db} 至 {sigma_high_db}）。要采用，请在参数集的 values 下写：path_offset_db: {{{model}: {new}}}，path_sigma_db: {{{model}: {sigma_db}}}。</translation>
    </message>
    <message>
        <source>, at sea water where it has no height</source>
        <translation>，海上无高程处按水面</translation>
    </message>
    <message>
        <source>The workspace has no county &apos;{county}&apos;. It has: {known}.</source>
        <translation>工作区中没有“{county}”。现有：{known}。</translation>
    </message>
    <message>
        <source>The template &apos;{file}&apos; holds macros. Save it as {kind} without macros, then fill it.</source>
        <translation>模板“{file}”含有宏。请另存为不含宏的 {kind} 后再填写。</translation>
    </message>
    <message>
        <source>The template &apos;{file}&apos; is refused: its XML declares entities, which no template needs.</source>
        <translation>拒绝模板“{file}”：其 XML 声明了实体，正常模板不需要。</translation>
    </message>
    <message>
        <source>The template &apos;{file}&apos; is damaged: {why}. Open it, save it anew and try again.</source>
        <translation>模板“{file}”已损坏：{why}。请打开后重新保存再试。</translation>
    </message>
    <message>
        <source>The file &apos;{file}&apos; is no PDF that can be joined. Delete it and print again.</source>
        <translation>文件“{file}”不是可合并的 PDF。请删除后重新打印。</translation>
    </message>
    <message>
        <source>Application sheets</source>
        <translation>申请核查单</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告与表格</translation>
    </message>
    <message>
        <source>Prints a sheet per application: map at a set scale with locator, nearest planned site and circle of deviation, zones and distances, the rules with measured value, limit and clause, the opinion and the run record. Prints in processes of its own, so the window goes on working. A run that was cancelled goes on where it stopped when it is started again with the same PDF and inputs. LAYOUT takes a template edited in QGIS (a copy of the shipped one).</source>
        <translation>每件申请打印一张核查单：定比例尺地图和位置示意图、最近规划站和允许偏离圆、管控区和距离、各规则的实测值、限值和依据、意见、运行记录。在单独的进程中打印，不影响窗口操作。取消后以同一 PDF 和同样的输入再次运行，从停下处继续。LAYOUT 可用在 QGIS 中修改过的模板（复制随附模板）。</translation>
    </message>
    <message>
        <source>The applications with opinions, as checkapplications writes them.</source>
        <translation>带意见的申请，即 checkapplications 的输出。</translation>
    </message>
    <message>
        <source>The findings of the same run, for the rule tables.</source>
        <translation>同一次运行的核查结果，用于规则表。</translation>
    </message>
    <message>
        <source>Drawn on the maps.</source>
        <translation>绘在地图上。</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>版式</translation>
    </message>
    <message>
        <source>Layout template (*.qpt)</source>
        <translation>版式模板 (*.qpt)</translation>
    </message>
    <message>
        <source>A template of your own; docs/reports.md says which items it needs. The shipped one when empty.</source>
        <translation>自己的模板，所需图元见 docs/reports.md。不填则用随附模板。</translation>
    </message>
    <message>
        <source>Leave out border bodies, names and phone numbers, and coarsen coordinates.</source>
        <translation>略去边境机构、人名和电话，坐标取粗。</translation>
    </message>
    <message>
        <source>Scale of the map (1 to)</source>
        <translation>地图比例尺（1 比）</translation>
    </message>
    <message>
        <source>2500 is 1:2500.</source>
        <translation>2500 即 1:2500。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>What stands above each sheet.</source>
        <translation>每张上方的标题。</translation>
    </message>
    <message>
        <source>Map review number</source>
        <translation>审图号</translation>
    </message>
    <message>
        <source>审图号, printed under every map; without one the maps say that they are not reviewed yet.</source>
        <translation>审图号，印在每幅地图下；不填则注明尚未送审。</translation>
    </message>
    <message>
        <source>Draw borders</source>
        <translation>绘制界线</translation>
    </message>
    <message>
        <source>Outlines of counties and townships on the maps. Off: land without any border line, the national one too.</source>
        <translation>地图上绘县界和乡镇界。关闭时只绘陆地，不绘任何界线，包括国界。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>zh or en; your language when empty.</source>
        <translation>zh 或 en；不填则用界面语言。</translation>
    </message>
    <message>
        <source>Sheets (PDF)</source>
        <translation>核查单（PDF）</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>张数</translation>
    </message>
    <message>
        <source>&apos;{layer}&apos; is no layer of opinions: it lacks {columns}. Take REVIEWED of checkapplications.</source>
        <translation>“{layer}”不是意见图层：缺少 {columns}。请用 checkapplications 的 REVIEWED 输出。</translation>
    </message>
    <message>
        <source>There is no application to print a sheet of.</source>
        <translation>没有可打印核查单的申请。</translation>
    </message>
    <message>
        <source>Goes on with the run that was stopped: {done} of {count} parts are there.</source>
        <translation>继续上次中断的打印：共 {count} 份，已有 {done} 份。</translation>
    </message>
    <message>
        <source>Public version: {left_out} rows left out (border bodies).</source>
        <translation>公开版：略去 {left_out} 行（边境机构）。</translation>
    </message>
    <message>
        <source>The Python of this QGIS was not found: the sheets need it to print in the background.</source>
        <translation>未找到本 QGIS 自带的 Python：后台打印核查单需要它。</translation>
    </message>
    <message>
        <source>County report</source>
        <translation>县级报告</translation>
    </message>
    <message>
        <source>Draws up what the workspace holds: targets with verdicts and what they rest on, progress against the task, figures of the register, gaps with maps, opinions, findings, what could not be computed and why, what changed since the run before, and the run record. The HTML needs no network and prints; the XLSX has every row; the PDF is the HTML on paper. Nothing is computed anew: run the checks first and keep their results in the workspace.</source>
        <translation>汇编工作区内容：目标结论及依据、任务进度、公共资源数字、覆盖缺口及地图、审查意见、核查结果、不能计算的及原因、与上次运行的差异、运行记录。HTML 不需网络、可打印；XLSX 含全部行；PDF 与 HTML 内容相同。本算法不重新计算：请先运行各项核查并将结果存入工作区。</translation>
    </message>
    <message>
        <source>Name or code of the county; all counties of the workspace when empty.</source>
        <translation>县名或代码；不填则为工作区内全部县。</translation>
    </message>
    <message>
        <source>Targets due in this year or before; all when empty.</source>
        <translation>当年及以前到期的目标；不填则全部。</translation>
    </message>
    <message>
        <source>The day of the report; today when not given.</source>
        <translation>报告日期；不填则为今天。</translation>
    </message>
    <message>
        <source>Report (HTML)</source>
        <translation>报告（HTML）</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Report (workbook)</source>
        <translation>报告（工作簿）</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Report (PDF)</source>
        <translation>报告（PDF）</translation>
    </message>
    <message>
        <source>The file &apos;{file}&apos; cannot be written: {why}. Close it if it is open, or choose another folder.</source>
        <translation>文件“{file}”无法写入：{why}。如已打开请关闭，或换一个文件夹。</translation>
    </message>
    <message>
        <source>Fill a form</source>
        <translation>填写表格</translation>
    </message>
    <message>
        <source>Fills an XLSX or DOCX template from the workspace. {{county}} becomes the county; a table row with {{site_name}} is repeated for each application, with {{gaps.name}} for each gap. Cells that a name of the workbook names are filled too. Formatting, formulas, pictures and print settings stay; a placeholder that means nothing stays and is told with its place. docs/reports.md lists the names, in Chinese and English.</source>
        <translation>用工作区内容填写 XLSX 或 DOCX 模板。{{county}}（或 {{县}}）换成县名；表格中含 {{site_name}}（或 {{站点名称}}）的一行按申请逐件重复，含 {{gaps.name}} 的按缺口逐处重复。工作簿中命名的单元格也填写。格式、公式、图片和打印设置不变；不认识的占位符保留原样并报告位置。可用名称（中英文）见 docs/reports.md。</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Your form, xlsx or docx, or the name of a shipped one: opinions, ledger, gaps, progress; opinions.docx and progress.docx for a document.</source>
        <translation>自己的表格（xlsx 或 docx），或随附表格的名称：opinions（审查意见表）、ledger（台账）、gaps（缺口任务清单）、progress（月度进度）；opinions.docx、progress.docx 为文档。</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表格种类</translation>
    </message>
    <message>
        <source>What the rows are when a placeholder names no table. opinions: the opinion table (审查意见表); ledger: 台账; gaps: the gaps as a task list; progress: monthly progress. For a shipped template not needed.</source>
        <translation>占位符未写表名时各行是什么。opinions：审查意见表；ledger：台账；gaps：缺口任务清单；progress：月度进度。随附模板不必填。</translation>
    </message>
    <message>
        <source>Filled form</source>
        <translation>填好的表格</translation>
    </message>
    <message>
        <source>Forms (*.xlsx *.docx)</source>
        <translation>表格 (*.xlsx *.docx)</translation>
    </message>
    <message>
        <source>{place}: the placeholder {{{{{name}}}}} means nothing and stays.</source>
        <translation>{place}：不认识占位符 {{{{{name}}}}}，保留原样。</translation>
    </message>
    <message>
        <source>{count} more placeholders mean nothing and stay.</source>
        <translation>另有 {count} 个不认识的占位符，保留原样。</translation>
    </message>
    <message>
        <source>Filled: {file}</source>
        <translation>已填写：{file}</translation>
    </message>
    <message>
        <source>There is no template &apos;{file}&apos;. Give an xlsx or docx, or one of: {known}.</source>
        <translation>没有模板“{file}”。请给出 xlsx 或 docx 文件，或以下之一：{known}。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is no xlsx or docx. Open the template and save it as one of these.</source>
        <translation>“{file}”不是 xlsx 或 docx。请打开模板另存为其中一种。</translation>
    </message>
    <message>
        <source>{count} parts of the sheets were not printed: {why}</source>
        <translation>有 {count} 份核查单未打印：{why}</translation>
    </message>
    <message>
        <source>Opinion table</source>
        <translation>审查意见表</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Gaps as a task list</source>
        <translation>缺口任务清单</translation>
    </message>
    <message>
        <source>Monthly progress</source>
        <translation>月度进度</translation>
    </message>
    <message>
        <source>A sheet per application</source>
        <translation>申请站点单页图</translation>
    </message>
    <message>
        <source>Tables, sheets and reports of the workspace</source>
        <translation>由工作区生成表格、单页图和报告</translation>
    </message>
    <message>
        <source>Check the applications first: the workspace has no opinions yet.</source>
        <translation>请先核查申请：工作区中还没有审查意见。</translation>
    </message>
    <message>
        <source>Check only the rows that were edited since the last check (R)</source>
        <translation>只核查上次核查以来改动过的行（R）</translation>
    </message>
    <message>
        <source>Let it stand, with a reason (E)</source>
        <translation>写明理由，允许保留（E）</translation>
    </message>
    <message>
        <source>It was put right; the next check tells (F)</source>
        <translation>已改正；下次核查验证（F）</translation>
    </message>
    <message>
        <source>Confirm what another called fixed or excepted (V)</source>
        <translation>确认他人标为已整改或例外的问题（V）</translation>
    </message>
    <message>
        <source>Draw the path to a place</source>
        <translation>绘制到某地点的路径剖面</translation>
    </message>
    <message>
        <source>Draws the ground between a place that you click on the map and the site that serves it best by the model terrain: the ray, the first Fresnel zone, clutter, and the loss with its parts, as findgaps counts it.</source>
        <translation>绘制地图上所点地点与按地形模型最佳服务站址之间的地形：射线、第一菲涅耳区、地物，以及损耗及其各部分，与 findgaps 所算一致。</translation>
    </message>
    <message>
        <source>Click it on the map, or type longitude and latitude.</source>
        <translation>在地图上点选，或输入经纬度。</translation>
    </message>
    <message>
        <source>Sites on air, with antenna height and bands.</source>
        <translation>在用站址，含挂高和频段。</translation>
    </message>
    <message>
        <source>A raster of heights in metres.</source>
        <translation>高程栅格，单位为米。</translation>
    </message>
    <message>
        <source>Site (its number or name)</source>
        <translation>站址（编码或名称）</translation>
    </message>
    <message>
        <source>The one that serves best when empty.</source>
        <translation>留空时取服务最好的站址。</translation>
    </message>
    <message>
        <source>Of the signal.</source>
        <translation>信号的制式。</translation>
    </message>
    <message>
        <source>What the place lies on.</source>
        <translation>地点所在：陆地或海面。</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>图 (*.svg)</translation>
    </message>
    <message>
        <source>An SVG file: any browser shows it.</source>
        <translation>SVG 文件，任何浏览器都能打开。</translation>
    </message>
    <message>
        <source>Path loss (dB)</source>
        <translation>路径损耗（dB）</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>&apos;{site}&apos; is {distance} m away: path loss {loss} dB, margin {margin} dB, probability {chance} %.</source>
        <translation>“{site}”相距 {distance} 米：路径损耗 {loss} dB，余量 {margin} dB，概率 {chance}%。</translation>
    </message>
    <message>
        <source>All sheets in one file.</source>
        <translation>全部核查单合为一个文件。</translation>
    </message>
    <message>
        <source>One file that needs no network and prints.</source>
        <translation>单个文件，不需网络，可打印。</translation>
    </message>
    <message>
        <source>A sheet per subject, every row, numbers as numbers.</source>
        <translation>每个主题一个工作表，含全部行，数字为数值。</translation>
    </message>
    <message>
        <source>The report on A4 pages.</source>
        <translation>A4 版面的报告。</translation>
    </message>
    <message>
        <source>The filled file; its ending becomes that of the template.</source>
        <translation>填好的文件，扩展名随模板。</translation>
    </message>
    <message>
        <source>A profile needs three points or more, each with a distance, a height and a clutter height.</source>
        <translation>剖面至少要有三个点，每个点都要有距离、高程和地物高度。</translation>
    </message>
    <message>
        <source>The distances of a profile must begin at 0 and grow from point to point.</source>
        <translation>剖面的距离须从 0 开始，并逐点递增。</translation>
    </message>
    <message>
        <source>A profile needs a height at every point.</source>
        <translation>剖面的每个点都要有高程。</translation>
    </message>
    <message>
        <source>Losses of a map&apos;s cells</source>
        <translation>地图格点的损耗算法</translation>
    </message>
    <message>
        <source>With the models terrain and sea: paths, each cell by its own path; or sweeps, each by the nearest point of rays around every transmitter, many times faster where sites are few. A cell then differs from its own path by as much as a receiver that moves within a cell of the DEM, and the result says so.</source>
        <translation>用于 terrain、sea 模型：paths 为每个格点单独计算路径；sweeps 为从每个发射点向四周作射线，格点取最近射线上最近点的损耗，站点少时快很多倍。此时格点值与单独计算的路径之差，相当于接收点在 DEM 一个格网内移动造成的差别，结果中会注明。</translation>
    </message>
    <message>
        <source>Cells have the loss of the nearest point of rays around each transmitter (sweeps), not of their own path: a few dB from it where the ground is rough, none on the whole.</source>
        <translation>格点取各发射点周围射线上最近点的损耗（sweeps），不是逐格点计算的路径：地形起伏大处与逐点计算相差几分贝，总体上无偏差。</translation>
    </message>
    <message>
        <source>Band (MHz)</source>
        <translation>频段（MHz）</translation>
    </message>
    <message>
        <source>Of the signal; whichever serves best when empty.</source>
        <translation>信号的频段；不填时取服务最好的。</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Figures (*.json)</source>
        <translation>数值 (*.json)</translation>
    </message>
    <message>
        <source>A JSON file: every figure, what it rests on, and the points of the path, to draw it elsewhere.</source>
        <translation>JSON 文件：全部数值、依据和路径各点，可在别处绘图。</translation>
    </message>
    <message>
        <source>Diffraction (dB)</source>
        <translation>绕射损耗（dB）</translation>
    </message>
    <message>
        <source>Level (dBm)</source>
        <translation>电平（dBm）</translation>
    </message>
    <message>
        <source>No site reaches so far, or its path crosses unknown ground.</source>
        <translation>没有站点能达到这么远，或路径经过没有高程的地面。</translation>
    </message>
    <message>
        <source>Of &apos;{site}&apos; not all is told ({lacks}): the figures are the most that it may be.</source>
        <translation>“{site}”的资料不全（{lacks}）：所列数值是可能达到的上限。</translation>
    </message>
    <message>
        <source>No transmitter is such: look at SITE, TECHNOLOGY, BAND and OPERATOR. Of sites with several bands only cells tell whose is which.</source>
        <translation>没有符合条件的发射机：请核对 SITE、TECHNOLOGY、BAND、OPERATOR。多频段站点各频段归谁，只有小区表能说明。</translation>
    </message>
    <message>
        <source>Path profile</source>
        <translation>路径剖面</translation>
    </message>
    <message>
        <source>Pictures (*.png);;Drawings (*.svg)</source>
        <translation>图片 (*.png);;矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>QGIS cannot write such a file there.</source>
        <translation>QGIS 无法在该处写入此类文件。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; was not saved: {why}</source>
        <translation>“{file}”未能保存：{why}</translation>
    </message>
    <message>
        <source>Choose the layer of sites, or import sites into the workspace.</source>
        <translation>请选择站点图层，或将站点导入工作区。</translation>
    </message>
    <message>
        <source>No raster of heights (DEM) is in the project. Add one that covers the sites and what lies between, for instance a GeoTIFF of 30 m, then choose it above.</source>
        <translation>工程中没有高程栅格（DEM）。请添加覆盖站点及其间地面的栅格（如30米 GeoTIFF），再在上方选择。</translation>
    </message>
    <message>
        <source>Now click the place to which the path leads.</source>
        <translation>请再点击路径终点。</translation>
    </message>
    <message>
        <source>Click a place: the path comes from the site that serves it best. Or click a site first, then the place.</source>
        <translation>点击地图上的位置：路径取自服务该处最好的站点。也可以先点站点，再点位置。</translation>
    </message>
    <message>
        <source>the site that serves best</source>
        <translation>服务最好的站点</translation>
    </message>
    <message>
        <source>From: {site}</source>
        <translation>起点：{site}</translation>
    </message>
    <message>
        <source>The path profile shows the ground between a site and a place that you click: the ray, the first Fresnel zone, what the signal loses and whether it suffices. It needs a layer of sites and a raster of heights (DEM).</source>
        <translation>路径剖面显示站点与所点位置之间的地面：射线、第一菲涅耳区、信号损耗以及是否够用。需要站点图层和高程栅格（DEM）。</translation>
    </message>
    <message>
        <source>Site from which the path is drawn</source>
        <translation>路径起点站</translation>
    </message>
    <message>
        <source>Strongest site</source>
        <translation>最强站点</translation>
    </message>
    <message>
        <source>Take again the site that serves the place best</source>
        <translation>恢复为服务该处最好的站点</translation>
    </message>
    <message>
        <source>Copy the figures as text</source>
        <translation>以文字复制数值</translation>
    </message>
    <message>
        <source>Save picture …</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save the drawing as PNG or SVG</source>
        <translation>将剖面图保存为 PNG 或 SVG</translation>
    </message>
    <message>
        <source>Add a raster of heights …</source>
        <translation>添加高程栅格…</translation>
    </message>
    <message>
        <source>Add the sample county&apos;s heights (made up)</source>
        <translation>添加示例县高程（虚构）</translation>
    </message>
    <message>
        <source>Stop drawing the path</source>
        <translation>停止计算路径</translation>
    </message>
    <message>
        <source>Figures of the path</source>
        <translation>路径数值</translation>
    </message>
    <message>
        <source>Site layer</source>
        <translation>站点图层</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>频段</translation>
    </message>
    <message>
        <source>What the place lies on</source>
        <translation>位置所在（陆地或海面）</translation>
    </message>
    <message>
        <source>Any band</source>
        <translation>任一频段</translation>
    </message>
    <message>
        <source>On land</source>
        <translation>陆地</translation>
    </message>
    <message>
        <source>At sea</source>
        <translation>海面</translation>
    </message>
    <message>
        <source>Heights</source>
        <translation>高程</translation>
    </message>
    <message>
        <source>Heights (made up)</source>
        <translation>高程（虚构）</translation>
    </message>
    <message>
        <source>Profile of the path; the arrow keys read it off</source>
        <translation>路径剖面图；用方向键读数</translation>
    </message>
    <message>
        <source>● covered by this path</source>
        <translation>● 由此路径覆盖</translation>
    </message>
    <message>
        <source>◇ not covered by this path</source>
        <translation>◇ 此路径不覆盖</translation>
    </message>
    <message>
        <source>? may be covered or not</source>
        <translation>? 可能覆盖，也可能不覆盖</translation>
    </message>
    <message>
        <source>land</source>
        <translation>陆地</translation>
    </message>
    <message>
        <source>sea</source>
        <translation>海面</translation>
    </message>
    <message>
        <source>any operator</source>
        <translation>任一运营商</translation>
    </message>
    <message>
        <source>antenna {height} m</source>
        <translation>挂高 {height} 米</translation>
    </message>
    <message>
        <source>looks to {azimuth}°</source>
        <translation>方位角 {azimuth}°</translation>
    </message>
    <message>
        <source>{loss} dB = free space {free} + diffraction {bent} (ridges {edge}, curved earth {round})</source>
        <translation>{loss} dB = 自由空间 {free} + 绕射 {bent}（山脊 {edge}，地球曲率 {round}）</translation>
    </message>
    <message>
        <source>; aside of the beam {beam} dB more</source>
        <translation>；偏离主瓣另加 {beam} dB</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>Path loss</source>
        <translation>路径损耗</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>{km} km</source>
        <translation>{km} 公里</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>Signal level</source>
        <translation>信号电平</translation>
    </message>
    <message>
        <source>RSRP {level} dBm, median</source>
        <translation>RSRP {level} dBm（中值）</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>not told: {lacks}; the figures are the most it may be</source>
        <translation>缺{lacks}；所列数值为可能的上限</translation>
    </message>
    <message>
        <source>terrain (ITU-R P.526/P.1812 delta-Bullington), profile {rests}</source>
        <translation>地形模型（ITU-R P.526/P.1812 delta-Bullington），参数集 {rests}</translation>
    </message>
    <message>
        <source>{margin} dB (allowed loss {allowed} dB)</source>
        <translation>{margin} dB（允许损耗 {allowed} dB）</translation>
    </message>
    <message>
        <source>{km} km: ground {ground} m, ray {clear} m above it</source>
        <translation>{km} 公里：地面 {ground} 米，射线高出 {clear} 米</translation>
    </message>
    <message>
        <source>{km} km: ground {ground} m, ray {clear} m below its top</source>
        <translation>{km} 公里：地面 {ground} 米，射线低于其顶 {clear} 米</translation>
    </message>
    <message>
        <source>Draw the path from the site that serves the place best</source>
        <translation>绘制服务该处最好的站点到此处的路径</translation>
    </message>
    <message>
        <source>Path profile: click on the map to see the ground between a site and a place, and what the signal loses</source>
        <translation>路径剖面：在地图上点击，查看站点与该处之间的地面和信号损耗</translation>
    </message>
    <message>
        <source> = {share} of the radius of the first Fresnel zone</source>
        <translation>，为第一菲涅耳区半径的 {share} 倍</translation>
    </message>
    <message>
        <source>Judges every target of the policy documents in every county, from the assessed layers of findgaps (or from DEMAND, which it then judges by MODEL itself), the register, the sites, the tasks and typed-in statistics. met: holds even if all that is unknown fails; not_met: fails even if all that is unknown passes; not_computed: says what is unknown or missing; no_threshold: the text gives no number and the profile none; not_applicable: the target does not speak to this county, or its number is national; reported: a stated result. Numerators and denominators are places, km or km². Statistics of several sources stay on lines of their own.</source>
        <translation>按 findgaps 的评估图层（或给出 DEMAND 时由本算法按 MODEL 自行评估）、开放目录、站址、任务和填报的统计，逐县核查政策文件的每个目标。达标：未知的全算不通过仍达标；未达标：未知的全算通过仍不达标；不可计算：写明未知或缺少什么；无阈值：原文和参数都没有数值；不适用：目标不针对该县，或为全国数；已报告：文件所述结果。分子分母以个、公里或平方公里计。来源不同的统计各占一行。</translation>
    </message>
    <message>
        <source>MODEL is for DEMAND alone: layers given as ASSESSED keep the model that they were judged by.</source>
        <translation>MODEL 只用于 DEMAND：以 ASSESSED 给出的图层仍按其原来的模型。</translation>
    </message>
    <message>
        <source>Of the coverage of DEMAND, as in findgaps.</source>
        <translation>DEMAND 的覆盖模型，同 findgaps。</translation>
    </message>
    <message>
        <source>The model needs a raster of heights (DEM): add one to the project and choose it beside Heights.</source>
        <translation>此模型需要高程栅格（DEM）：请在工程中添加，并在“高程”处选择。</translation>
    </message>
    <message>
        <source>A raster of heights in metres that covers the sites, the places and what lies between</source>
        <translation>以米为单位、覆盖站址、地点及其间地面的高程栅格</translation>
    </message>
    <message>
        <source>Terrain model</source>
        <translation>地形模型</translation>
    </message>
    <message>
        <source>Sea model</source>
        <translation>海面模型</translation>
    </message>
    <message>
        <source>The values of raster &apos;{file}&apos; ({low} to {high}) are neither levels in dBm (-160 to -20) nor a mask of 0 and 1. Mark what is no value as no-data, or choose another raster.</source>
        <translation>栅格“{file}”的值（{low} 至 {high}）既不是电平（-160 至 -20 dBm），也不是 0 和 1 的掩膜。请把无效值标为无数据，或换一个栅格。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; has no data where the demand lies: nothing is compared.</source>
        <translation>“{file}”在需求所在处没有数据，未作比较。</translation>
    </message>
    <message>
        <source>{technology}, operator {operator}, beside the other model: {both} places both cover, {only_ours} only we, {only_theirs} only they, {neither} neither; {ours_unknown} are unknown to us, of {no_data} they have no data.</source>
        <translation>{technology}，运营商 {operator}，与对方模型对照：双方都覆盖 {both} 处，仅我方覆盖 {only_ours} 处，仅对方覆盖 {only_theirs} 处，都不覆盖 {neither} 处；我方未知 {ours_unknown} 处，对方无数据 {no_data} 处。</translation>
    </message>
    <message>
        <source>Our level less theirs: {difference} dB in the mean of {compared} places, with a spread of {spread} dB.</source>
        <translation>我方电平减对方电平：{compared} 处平均 {difference} dB，标准差 {spread} dB。</translation>
    </message>
    <message>
        <source>The model {model} tells no level, so that none is compared.</source>
        <translation>模型 {model} 不给电平，未比较电平。</translation>
    </message>
    <message>
        <source>AGREEMENT needs CROSSCHECK: the raster to compare with.</source>
        <translation>AGREEMENT 需要 CROSSCHECK：用于对照的栅格。</translation>
    </message>
    <message>
        <source>Coverage by others, to compare</source>
        <translation>他方覆盖栅格（对照）</translation>
    </message>
    <message>
        <source>A raster of somebody else&apos;s model, of any coordinate system: RSRP in dBm, or a mask of 1 (covered) and 0. It is set beside every place, every 100 m of road and every square of an area, and never changes a state. It should be of the technology and operator that are asked for.</source>
        <translation>他方模型的栅格，坐标系不限：RSRP（dBm），或 1（覆盖）和 0 的掩膜。与每个地点、每100米道路和每个面内方格对照，不改变任何判定。制式和运营商应与所问一致。</translation>
    </message>
    <message>
        <source>Agreement with CROSSCHECK</source>
        <translation>与 CROSSCHECK 的一致性</translation>
    </message>
    <message>
        <source>Per technology and operator how many of the compared places both cover, only we, only they, neither, where we say nothing, where they have no data; and mean and spread of our level less theirs in dB (models terrain and sea).</source>
        <translation>按制式和运营商列出：双方都覆盖、仅我方、仅对方、都不覆盖、我方未知、对方无数据的处数；以及我方电平减对方电平的均值和标准差（dB，地形和海面模型）。</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>依据的模型</translation>
    </message>
    <message>
        <source>Level by others (dBm)</source>
        <translation>他方电平（dBm）</translation>
    </message>
    <message>
        <source>Share that others cover</source>
        <translation>他方覆盖占比</translation>
    </message>
    <message>
        <source>Share of agreement</source>
        <translation>一致占比</translation>
    </message>
    <message>
        <source>not told: {lacks}</source>
        <translation>缺{lacks}</translation>
    </message>
    <message>
        <source>The template &apos;{file}&apos; is no {kind} inside. Open it, save it as {kind} and try again.</source>
        <translation>模板“{file}”的内容不是 {kind}。请打开后另存为 {kind} 再试。</translation>
    </message>
    <message>
        <source>The filled form would take the place of its template &apos;{file}&apos;. Give another file.</source>
        <translation>填好的表格会覆盖模板“{file}”。请另选文件。</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is no layout template. In a layout of QGIS choose &apos;Save as template&apos; and give that file.</source>
        <translation>“{file}”不是版式模板。请在 QGIS 版式中选“另存为模板”，并使用该文件。</translation>
    </message>
    <message>
        <source>The edit of {table} is saved, but the workspace could not note it: {fault}</source>
        <translation>{table}的编辑已保存，但工作区未能记录这次编辑：{fault}</translation>
    </message>
    <message>
        <source>P.1812 speaks for 1 to 50 % of the time and 1 to 99 % of the places.</source>
        <translation>P.1812 只适用于1%至50%的时间和1%至99%的地点。</translation>
    </message>
    <message>
        <source>at least {ten} dB more in 10 % of the time, {one} dB more in 1 % (ducts and troposcatter, ITU-R P.1812)</source>
        <translation>10%的时间至少强 {ten} dB，1%的时间至少强 {one} dB（波导与对流层散射，ITU-R P.1812）</translation>
    </message>
    <message>
        <source>Signal at times</source>
        <translation>部分时间的信号</translation>
    </message>
    <message>
        <source>The last import into &apos;{table}&apos; can still be undone. Choose a file, or drop one here.</source>
        <translation>上次向“{table}”的导入仍可撤销。请选择文件，或拖放到此处。</translation>
    </message>
    <message>
        <source>A profile&apos;s zones are 1 (sea), 3 (coast) or 4 (inland): one for each point, or one for all.</source>
        <translation>剖面的分区只能是 1（海）、3（海岸）或 4（内陆）：逐点给出，或全程给一个。</translation>
    </message>
    <message>
        <source>Raster &apos;{file}&apos; lies nowhere on the map: georeference it, then run again.</source>
        <translation>栅格“{file}”没有地理参考，不知在何处：请先做地理配准，再运行。</translation>
    </message>
    <message>
        <source>What was edited in {tables} and is not saved does not count in this run.</source>
        <translation>{tables}中尚未保存的编辑不计入本次运行。</translation>
    </message>
    <message>
        <source>Cells of &apos;{file}&apos; are {metres} m wide: ridges narrower than that are not seen, and coverage comes out too good. Take heights of 30 to 90 m.</source>
        <translation>“{file}”的栅格宽 {metres} 米：更窄的山脊看不到，覆盖结果偏好。请用30至90米的高程数据。</translation>
    </message>
    <message>
        <source>This place lies outside China. Click nearer to the county.</source>
        <translation>该处不在我国范围内。请在本县附近点击。</translation>
    </message>
    <message>
        <source>&apos;{table}&apos; is being edited on the map. Save or discard the edits, end the editing, and try again.</source>
        <translation>“{table}”正在地图上编辑。请先保存或放弃编辑并退出编辑状态，再重试。</translation>
    </message>
    <message>
        <source>It lies in none of the counties given: other sites than these may serve it.</source>
        <translation>不在所给各县范围内：可能由未列出的站点覆盖。</translation>
    </message>
</context>
</TS>
